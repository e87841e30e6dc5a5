/** PortOne's HTTP, the stand-in for its browser SDK, and the audit's reads. */
@NullMarked
package io.onsale.portone.web;

import org.jspecify.annotations.NullMarked;
