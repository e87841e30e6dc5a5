package io.onsale.service.health;

/** The name of this process among the nodes of its service, as operators see it. */
public record NodeName(String value) {}
