# The broker as an image. Nothing is built when it runs: the pages are made in the first stage, the applets come in a folder
# (npm run package:applet -- --target all --out dist/applet), mounted at /artefacts.

# Any Node 26 from 26.10.0 on is fine; the newest one has the fixes that the pinned one in package.json still lacks.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-audit
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:26-bookworm-slim
ENV NODE_ENV=production \
    RESCUE_HOST=0.0.0.0 \
    RESCUE_PORT=7420 \
    RESCUE_DATA=/data \
    RESCUE_ARTEFACTS=/artefacts
WORKDIR /app
# Readable by the broker, writable only by root.
COPY --from=build /app/package.json /app/LICENSE /app/SECURITY.md ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/bin bin
COPY --from=build /app/src src
COPY --from=build /app/dist/pages dist/pages
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 7420
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.RESCUE_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/broker.js"]
