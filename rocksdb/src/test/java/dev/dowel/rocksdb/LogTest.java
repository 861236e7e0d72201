package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What RocksDB makes of the options it is given: it changes some silently if it thinks that they do not go together. */
class LogTest {

    private static final Pattern SYNCS = Pattern.compile("Cumulative WAL: (\\d+) writes, (\\d+) syncs");

    @TempDir
    Path temporary;

    @Test
    void everyGroupIsWrittenAndSyncedOnce() {
        DataDirectory data = DataDirectory.open(temporary.resolve("data"));
        try (data;
                var database = Database.open(data)) {
            var group = new GroupId(1, 0);
            int state = database.read(NativeDatabase::familyNumbers).get(Column.STATE);
            long writes = count(database, 1);
            long syncs = count(database, 2);
            for (int i = 1; i <= 10; i++) {
                group = group.next();
                var bytes = new GroupBytes(group);
                bytes.put(state, new byte[] {1}, new byte[100]);
                bytes.put(state, new byte[] {2}, new byte[100]);
                database.write(group, bytes.toByteArray());

                assertThat(count(database, 1) - writes).isEqualTo(i);
                assertThat(count(database, 2) - syncs).isEqualTo(i);
            }
        }
    }

    private static long count(Database database, int group) {
        Matcher statistics = SYNCS.matcher(database.read(db -> db.property("rocksdb.dbstats")));
        assertThat(statistics.find()).isTrue();
        return Long.parseLong(statistics.group(group));
    }

    @Test
    void logsAreRecycledAndReadToTheFirstTornRecord() throws IOException {
        Path path = temporary.resolve("data");
        RocksDbStore.at(path).close();

        assertThat(optionsIn(path))
                .contains("recycle_log_file_num=" + Tuning.RECYCLED_LOGS)
                .contains("wal_recovery_mode=kPointInTimeRecovery")
                .contains("paranoid_checks=true")
                .contains("compression=kLZ4Compression")
                .contains("bottommost_compression=kZSTD")
                .contains("write_buffer_size=" + Tuning.WRITE_BUFFER_BYTES)
                .contains("cache_index_and_filter_blocks=true")
                .contains("filter_policy=bloomfilter:10:false");
    }

    private static List<String> optionsIn(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path.resolve(DataDirectory.DATABASE))) {
            Path options = files.filter(file -> file.getFileName().toString().startsWith("OPTIONS-"))
                    .max(Path::compareTo)
                    .orElseThrow();
            return Files.readAllLines(options).stream().map(String::strip).toList();
        }
    }
}
