package io.onsale.house;

/**
 * One method or constructor with a body.
 *
 * @param lines from its signature to the closing brace, without annotations and javadoc
 * @param flatMaps calls of {@code flatMap}, {@code concatMap} and {@code switchMap}
 * @param nestedFlatMaps those of them that are inside an argument of another one
 */
record SourceMethod(String name, int lines, int flatMaps, int nestedFlatMaps) {}
