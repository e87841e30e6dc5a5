/** The rules for text typed by people. */
@NullMarked
package io.onsale.kernel.text;

import org.jspecify.annotations.NullMarked;
