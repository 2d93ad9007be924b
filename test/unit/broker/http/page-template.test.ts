import { describe, expect, test } from 'vitest'
import { escapeHtml, fillTemplate } from '../../../../src/broker/http/page-template.ts'

describe('fillTemplate', () => {
  test('[XSS-1] puts texts in, escaped, and never reads them as templates', () => {
    const html = fillTemplate('<input value="{{code}}"><b>{{company}}</b>', {
      code: '"><script>alert(1)</script>',
      company: '{{code}} & $& Söhne',
    })
    expect(html).toBe(
      '<input value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"><b>{{code}} &amp; $&amp; Söhne</b>',
    )
  })

  test('a name without a text is our mistake', () => {
    expect(() => fillTemplate('{{toString}}', {})).toThrow('no text for {{toString}}')
  })
})

test('escapeHtml leaves nothing that ends a text or a quoted attribute', () => {
  expect(escapeHtml(`<>&"'`)).toBe('&lt;&gt;&amp;&quot;&#39;')
})
