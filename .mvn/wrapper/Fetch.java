import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** For ./mvnw on machines without the usual tools: {@code download URL FILE} or {@code sha512 FILE}. */
final class Fetch {
    private Fetch() {}

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        switch (args[0]) {
            case "download" -> download(URI.create(args[1]), Path.of(args[2]));
            case "sha512" -> System.out.println(sha512(Path.of(args[1])));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void download(URI source, Path file) throws IOException {
        try (InputStream in = source.toURL().openStream()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String sha512(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
