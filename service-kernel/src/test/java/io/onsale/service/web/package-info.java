@NullMarked
package io.onsale.service.web;

import org.jspecify.annotations.NullMarked;
