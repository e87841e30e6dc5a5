/** The pages in a real browser, against the real stack. */
@NullMarked
package io.onsale.browser;

import org.jspecify.annotations.NullMarked;
