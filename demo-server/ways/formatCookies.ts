/** What a cookie's name may be made of: RFC 9110's token. */
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

/** The value of a `Cookie` header. A value is percent-encoded, as PHP decodes it. */
export function formatCookies(cookies: Readonly<Record<string, string>>): string {
  return Object.entries(cookies)
    .map(([name, value]) => {
      if (TOKEN.test(name)) return `${name}=${encodeURIComponent(value)}`;
      throw new TypeError(
        `A cookie's name is letters, digits and !#$%&'*+.^_\`|~-, not '${name}'.`,
      );
    })
    .join('; ');
}
