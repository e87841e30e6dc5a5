/** Tests of text. */
@NullMarked
package io.onsale.kernel.text;

import org.jspecify.annotations.NullMarked;
