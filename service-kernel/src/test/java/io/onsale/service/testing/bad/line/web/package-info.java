/** Bad examples that the house rules must reject. */
@NullMarked
package io.onsale.service.testing.bad.line.web;

import org.jspecify.annotations.NullMarked;
