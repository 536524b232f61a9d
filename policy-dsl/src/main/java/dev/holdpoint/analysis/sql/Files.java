package dev.holdpoint.analysis.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Tells by its name a file that holds data from one that something runs or reads as its settings: a
 * page of a web server, a library, a table of cron. Who writes such a file runs a program later.
 */
final class Files {

    /** What files of data end with. */
    private static final Set<String> DATA =
            Set.of(
                    "csv", "tsv", "txt", "tab", "json", "jsonl", "ndjson", "xml", "parquet", "orc",
                    "avro", "arrow", "xlsx", "dat", "data", "out", "log", "sql", "dump", "dmp",
                    "bak", "trn", "dif", "gz", "bz2", "zip", "zst", "lz4", "xz", "tar", "tgz", "db",
                    "db3", "sqlite", "sqlite3", "s3db", "sdb", "duckdb", "ddb", "mdb", "h2", "tmp",
                    "bin", "backup", "old", "new", "geojson", "shp", "wal");

    private static final String[] SETTINGS = {
        "/etc/", "/bin/", "/sbin/", "/usr/lib", "/plugin/", "cron", "/init.d/", "/systemd/",
        "/proc/", "/sys/", "/dev/", "/boot/", "/www/", "/htdocs/", "/public_html/", "/.ssh/",
        "authorized_keys", "/.config/", "/.gnupg/", "/.kube/", "/.aws/"
    };

    private Files() {}

    /** True for a file that may be more than data; false for an address of another store. */
    static boolean isMore(String name) {
        String file = name.toLowerCase(Locale.ROOT).replace('\\', '/');
        if (file.contains("://") || file.isEmpty()) {
            return false;
        }
        boolean temporary = file.startsWith("/tmp/") || file.startsWith("/var/tmp/");
        if (temporary && !file.contains("..")) {
            return false;
        }
        for (String s : SETTINGS) {
            if (file.contains(s)) {
                return true;
            }
        }
        int dot = file.lastIndexOf('.');
        int slash = file.lastIndexOf('/');
        if (dot == slash + 1 && dot + 1 < file.length()) {
            return true; // .bashrc
        }
        return dot > slash + 1 && !isData(file.substring(dot + 1));
    }

    private static boolean isData(String extension) {
        // what has no letters, or a sign between them, ends no name of a program: .2026-01-31
        return DATA.contains(extension)
                || !extension.chars().allMatch(Character::isLetterOrDigit)
                || extension.chars().noneMatch(Character::isLetter);
    }
}
