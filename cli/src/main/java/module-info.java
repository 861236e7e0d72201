/** The dowel command. */
@org.jspecify.annotations.NullMarked
module dev.dowel.cli {
    requires dev.dowel.client;
    requires dev.dowel.rocksdb;
    requires info.picocli;
    requires java.net.http;
    requires static org.jspecify;

    opens dev.dowel.cli to
            info.picocli;
}
