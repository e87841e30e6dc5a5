/** The HTTP edge that the services share: problems, request ids, limits. */
@NullMarked
package io.onsale.service.web;

import org.jspecify.annotations.NullMarked;
