package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the sources of the published modules, which lie beside this one. */
class DocumentationTest {

    @ParameterizedTest
    @ValueSource(strings = {"api", "protocol", "runtime", "testkit", "rocksdb", "server", "metrics", "client", "dowel"})
    void everyExportedTypeSaysWhatItIs(String module) throws IOException {
        List<PublicType> types = exportedTypes(Path.of("..", module, "src", "main", "java"));

        assertThat(types).isNotEmpty();
        assertThat(types).filteredOn(type -> !type.documented()).isEmpty();
    }

    private static List<PublicType> exportedTypes(Path sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.walk(sources)) {
            List<Path> java =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            var task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(java));
            var finder = new PublicTypes(DocTrees.instance(task));
            finder.scan(task.parse(), null);
            return finder.found.stream()
                    .filter(type -> finder.exported.contains(type.packageName()))
                    .toList();
        }
    }

    private record PublicType(String packageName, String name, boolean documented) {}

    private static final class PublicTypes extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<PublicType> found = new ArrayList<>();
        private final Set<String> exported = new HashSet<>();

        PublicTypes(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitExports(ExportsTree exports, Void unused) {
            exported.add(exports.getPackageName().toString());
            return null;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!isPublic(type)) {
                return null;
            }
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            found.add(new PublicType(
                    unit.getPackageName().toString(),
                    type.getSimpleName().toString(),
                    docs.getDocCommentTree(getCurrentPath()) != null));
            return super.visitClass(type, null);
        }

        private boolean isPublic(ClassTree type) {
            Tree owner = getCurrentPath().getParentPath().getLeaf();
            return type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || owner.getKind() == Tree.Kind.INTERFACE
                    || owner.getKind() == Tree.Kind.ANNOTATION_TYPE;
        }
    }
}
