/** The browser says that the page's policy has stopped a request. */
export const violate = (effectiveDirective: string, path = '/s'): boolean =>
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      bubbles: true,
      blockedURI: `${location.origin}${path}`,
      disposition: 'enforce',
      documentURI: location.href,
      effectiveDirective,
      originalPolicy: '',
      statusCode: 200,
      violatedDirective: effectiveDirective,
    }),
  );
