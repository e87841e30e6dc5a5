package io.onsale.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Parses source files with the JDK's own compiler, without attributing them: no class path is needed. */
final class SourceReader {
    private static final Set<String> FLAT_MAPS = Set.of("flatMap", "concatMap", "switchMap");
    private static final String OURS = "io.onsale.";
    private static final int DEPTH_MAX = 3; // modules are at most two folders deep

    private SourceReader() {}

    /** All main source files under {@code root}, a checkout, without {@code package-info}. */
    static List<SourceFile> readTree(Path root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(root, DEPTH_MAX)) {
            for (Path pom :
                    folders.filter(path -> path.endsWith("pom.xml")).sorted().toList()) {
                Path module = pom.resolveSibling("");
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    files.addAll(readModule(root.relativize(module).toString(), main));
                }
            }
        }
        return files;
    }

    private static List<SourceFile> readModule(String module, Path main) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(main)) {
            for (Path path : paths.filter(SourceReader::isType).sorted().toList()) {
                files.add(read(module, path.getFileName().toString(), Files.readString(path)));
            }
        }
        return files;
    }

    private static boolean isType(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".java") && !name.equals("package-info.java");
    }

    /** @param fileName with {@code .java} */
    static SourceFile read(String module, String fileName, String text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + fileName), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        JavacTask task = (JavacTask) compiler.getTask(null, null, diagnostic -> {}, List.of(), null, List.of(file));
        CompilationUnitTree unit = task.parse().iterator().next();
        Scanner scanner = new Scanner(unit, Trees.instance(task).getSourcePositions());
        scanner.scan(unit, null);
        return new SourceFile(
                module,
                String.valueOf(unit.getPackageName()),
                fileName.substring(0, fileName.length() - ".java".length()),
                (int) text.lines().count(),
                scanner.types,
                scanner.methods,
                scanner.imports,
                scanner.words);
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;
        final List<SourceMethod> methods = new ArrayList<>();
        final Set<String> imports = new TreeSet<>();
        final Set<String> words = new TreeSet<>();
        int types;

        Scanner(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
        }

        @Override
        public @Nullable Void visitImport(ImportTree node, @Nullable Void none) {
            String name = node.getQualifiedIdentifier().toString();
            if (name.startsWith(OURS)) {
                imports.add(name);
            }
            return null;
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree node, @Nullable Void none) {
            words.add(node.getName().toString());
            return super.visitIdentifier(node, none);
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void none) {
            if (!node.getSimpleName().isEmpty()) {
                types++;
            }
            return super.visitClass(node, none);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void none) {
            if (node.getBody() != null && positions.getEndPosition(unit, node) >= 0) {
                FlatMaps counter = new FlatMaps();
                counter.scan(node.getBody(), 0);
                methods.add(new SourceMethod(node.getName().toString(), lines(node), counter.all, counter.nested));
            }
            return super.visitMethod(node, none);
        }

        private int lines(MethodTree node) {
            Tree returnType = node.getReturnType();
            long afterModifiers = positions.getEndPosition(unit, node.getModifiers());
            long start = returnType != null
                    ? positions.getStartPosition(unit, returnType)
                    : Math.max(afterModifiers, positions.getStartPosition(unit, node));
            return (int) (lines.getLineNumber(positions.getEndPosition(unit, node)) - lines.getLineNumber(start) + 1);
        }
    }

    /** Scans with the number of flat maps around a node. */
    private static final class FlatMaps extends TreeScanner<@Nullable Void, Integer> {
        int all;
        int nested;

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree node, Integer around) {
            boolean isFlatMap = node.getMethodSelect() instanceof MemberSelectTree select
                    && FLAT_MAPS.contains(select.getIdentifier().toString());
            scan(node.getMethodSelect(), around);
            if (isFlatMap) {
                all++;
                nested += around > 0 ? 1 : 0;
            }
            scan(node.getArguments(), isFlatMap ? around + 1 : around);
            return null;
        }
    }
}
