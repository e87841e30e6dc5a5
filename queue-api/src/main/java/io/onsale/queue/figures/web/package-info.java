/** Figures for operators over HTTP. */
@NullMarked
package io.onsale.queue.figures.web;

import org.jspecify.annotations.NullMarked;
