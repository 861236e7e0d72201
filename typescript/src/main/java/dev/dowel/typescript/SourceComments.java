package dev.dowel.typescript;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads documentation comments from Java sources, with the compiler's parser: nothing is compiled or resolved.
 *
 * <p>Stateless.
 */
final class SourceComments {

    private static final Pattern PARAM = Pattern.compile("@param\\s+(\\w+)\\s+((?:[^@]|@(?!\\w+\\s))*)");

    private SourceComments() {}

    /** Reads all sources below some folders; those that do not exist have none. */
    static DocComments under(List<Path> folders) {
        List<Path> files = folders.stream()
                .filter(Files::isDirectory)
                .flatMap(SourceComments::javaFiles)
                .sorted()
                .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (files.isEmpty() || compiler == null) {
            return DocComments.NONE;
        }
        Map<String, String> comments = new TreeMap<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, diagnostic -> {}, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                String pack = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
                new Scanner(trees, pack, comments).scan(unit, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DocComments(comments);
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Walks the classes of one file; the argument is the binary name of the class around, without its package. */
    private static final class Scanner extends TreePathScanner<Void, String> {

        private final DocTrees trees;
        private final String pack;
        private final Map<String, String> comments;
        private String actor = "";

        Scanner(DocTrees trees, String pack, Map<String, String> comments) {
            this.trees = trees;
            this.pack = pack;
            this.comments = comments;
        }

        @Override
        public Void visitClass(ClassTree tree, String outer) {
            String name = outer.isEmpty() ? tree.getSimpleName().toString() : outer + "$" + tree.getSimpleName();
            String around = actor;
            Optional<String> own = text(annotation(tree.getModifiers(), "ActorType"));
            actor = own.orElse("");
            String comment = comment(getCurrentPath());
            put(pack + name, comment);
            own.ifPresent(key -> put("@" + key, comment));
            if (tree.getKind() == Tree.Kind.RECORD && comment != null) {
                for (Matcher matcher = PARAM.matcher(comment); matcher.find(); ) {
                    put(pack + name + "#" + matcher.group(1), matcher.group(2).strip());
                }
            }
            super.visitClass(tree, name);
            actor = around;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, String around) {
            Optional<AnnotationTree> action = annotation(tree.getModifiers(), "Action");
            if (action.isPresent() && !actor.isEmpty()) {
                put("@" + actor + "#" + text(action).orElse(tree.getName().toString()), comment(getCurrentPath()));
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree tree, String around) {
            put(pack + around + "#" + tree.getName(), comment(getCurrentPath()));
            return null;
        }

        private void put(String element, @Nullable String comment) {
            if (comment != null && !comment.isBlank()) {
                comments.putIfAbsent(element, comment.strip());
            }
        }

        private @Nullable String comment(TreePath path) {
            return trees.getDocComment(path);
        }

        private static Optional<AnnotationTree> annotation(ModifiersTree modifiers, String simpleName) {
            return modifiers.getAnnotations().stream()
                    .map(AnnotationTree.class::cast)
                    .filter(annotation -> {
                        String type = annotation.getAnnotationType().toString();
                        return type.equals(simpleName) || type.endsWith("." + simpleName);
                    })
                    .findFirst();
        }

        /** The annotation's value, if it is written as a literal. */
        private static Optional<String> text(Optional<AnnotationTree> annotation) {
            for (ExpressionTree argument :
                    annotation.map(AnnotationTree::getArguments).orElse(List.of())) {
                // What stands alone is an assignment only after the compiler has looked up what the annotation is.
                ExpressionTree value = argument instanceof AssignmentTree assignment
                                && assignment.getVariable().toString().equals("value")
                        ? assignment.getExpression()
                        : argument;
                if (value instanceof LiteralTree literal) {
                    return Optional.of(literal.getValue().toString());
                }
            }
            return Optional.empty();
        }
    }
}
