/** Loaded in front of a program from source: a signal is a fault of ours. An executable takes no such order. */
process.on('SIGUSR2', () => {
  throw new Error('a fault that a test wanted')
})
