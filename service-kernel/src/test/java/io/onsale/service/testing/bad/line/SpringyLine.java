package io.onsale.service.testing.bad.line;

import org.springframework.stereotype.Component;

/** A domain word that knows Spring. */
@Component
class SpringyLine {}
