package dev.dowel.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Writes the types of a project's actors for front ends, after its classes were compiled. Runs in a Java process of the
 * toolchain, because Maven's own Java may be too old for the project's classes.
 */
@Mojo(
        name = "types",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class TypesMojo extends AbstractMojo {

    private static final String COMMAND = "dev.dowel.typescript.WriteTypes";

    /** Where the TypeScript module goes. */
    @Parameter(property = "dowel.types", defaultValue = "${project.build.directory}/dowel-types.d.ts")
    private @Nullable File typeScript;

    /** Where the OpenAPI document goes; none is written without it. */
    @Parameter(property = "dowel.openapi")
    private @Nullable File openApi;

    /** Whether nothing is written. */
    @Parameter(property = "dowel.types.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> pluginArtifacts = List.of();

    @Inject
    private @Nullable ToolchainManager toolchains;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            return;
        }
        try {
            run(command());
        } catch (IOException | DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("The types could not be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Interrupted.", e);
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException, MojoFailureException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new MojoFailureException("The types could not be written:\n" + said);
        }
        if (!said.isEmpty()) {
            getLog().info(said);
        }
        getLog().info("Wrote " + typeScript + (openApi == null ? "" : " and " + openApi));
    }

    private List<String> command() throws IOException, DependencyResolutionRequiredException {
        MavenProject of = known(project);
        Path arguments = Files.createTempFile(
                Files.createDirectories(Path.of(of.getBuild().getDirectory())), "dowel-types", ".args");
        arguments.toFile().deleteOnExit();
        List<String> lines = new ArrayList<>();
        lines.add("-cp");
        lines.add(quoted(String.join(File.pathSeparator, classPath(of))));
        lines.add(COMMAND);
        add(lines, "--classes", new File(of.getBuild().getOutputDirectory()));
        for (String folder : of.getCompileSourceRoots()) {
            add(lines, "--sources", new File(folder));
        }
        add(lines, "--typescript", known(typeScript));
        if (openApi != null) {
            add(lines, "--openapi", openApi);
        }
        Files.write(arguments, lines, StandardCharsets.UTF_8);
        return List.of(java(), "@" + arguments);
    }

    /** What the project runs with comes first: its versions of what both have. */
    private List<String> classPath(MavenProject of) throws DependencyResolutionRequiredException {
        List<String> classPath = new ArrayList<>(of.getRuntimeClasspathElements());
        for (String element : of.getCompileClasspathElements()) {
            if (!classPath.contains(element)) {
                classPath.add(element);
            }
        }
        for (Artifact artifact : pluginArtifacts) {
            classPath.add(artifact.getFile().getPath());
        }
        return classPath;
    }

    private String java() {
        Toolchain jdk = known(toolchains).getToolchainFromBuildContext("jdk", known(session));
        String found = jdk == null ? null : jdk.findTool("java");
        return found != null
                ? found
                : Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void add(List<String> lines, String option, File value) {
        lines.add(option);
        lines.add(quoted(value.getPath()));
    }

    /** As argument files want it. */
    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static <T> T known(@Nullable T injected) {
        if (injected == null) {
            throw new IllegalStateException("Maven did not say everything it was asked for.");
        }
        return injected;
    }
}
