/** Authentication and authorization: access tokens, access rules per route, key sets of other services. */
@NullMarked
package io.onsale.service.access;

import org.jspecify.annotations.NullMarked;
