/** The one place that decides about text that people type. */
@NullMarked
package io.onsale.kernel.text;

import org.jspecify.annotations.NullMarked;
