"use strict";
// Swagger UI over zeren's own description of its interface; no validator elsewhere is asked about it.
SwaggerUIBundle({
  url: document.getElementById("swagger-ui").dataset.description,
  dom_id: "#swagger-ui",
  deepLinking: false, // its links would stand inside buttons, which keyboards cannot reach (WCAG 4.1.2)
  defaultModelsExpandDepth: -1,
  validatorUrl: "none",
});
