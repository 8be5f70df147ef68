// A file of its own, so that the page needs no inline script and a strict content security policy holds.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#page",
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: true,
});
