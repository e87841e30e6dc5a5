/** What the OpenAPI documents of all services have in common: refusals, and what follows from the access rules. */
@NullMarked
package io.onsale.service.openapi;

import org.jspecify.annotations.NullMarked;
