package io.onsale.house;

import java.util.List;
import java.util.Set;

/**
 * One source file of main code with a type in it.
 *
 * @param module folder of the module, e.g. {@code queue-api}
 * @param name of the file without {@code .java}: the simple name of its type
 * @param types how many types it declares, nested ones included
 * @param imports full names of imported project types
 * @param words all identifiers: what a type of the same package is mentioned by
 */
record SourceFile(
        String module,
        String packageName,
        String name,
        int lines,
        int types,
        List<SourceMethod> methods,
        Set<String> imports,
        Set<String> words) {

    String fullName() {
        return packageName + "." + name;
    }
}
