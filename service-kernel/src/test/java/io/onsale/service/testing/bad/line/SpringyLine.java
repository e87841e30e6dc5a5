package io.onsale.service.testing.bad.line;

import org.springframework.stereotype.Component;

/** A domain type that depends on Spring. */
@Component
class SpringyLine {}
