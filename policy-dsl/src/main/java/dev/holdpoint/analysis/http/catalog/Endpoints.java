package dev.holdpoint.analysis.http.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One service has many hosts: FIPS and regional ones, those of private links, and what was first.
 * This finds the name under which a catalog lists the service.
 */
final class Endpoints {

    private static final String GOOGLE = ".googleapis.com";

    /** Services whose names begin like a variant of S3's hosts, and are others. */
    private static final List<String> BESIDE_S3 = List.of("s3-control", "s3-outposts", "s3-tables");

    private Endpoints() {}

    /** The host as a catalog of that provider, which lists those, would have it. */
    static String listed(String provider, String host, Set<String> hosts) {
        return switch (provider) {
            case "aws" -> aws(host);
            case "google" -> google(host, hosts);
            default -> host;
        };
    }

    /** {@code dynamodb-fips.us-east-1}, {@code b.s3-us-west-2}, {@code b.s3-accelerate}. */
    private static String aws(String host) {
        if (host.indexOf("-fips.") < 0 && host.indexOf("s3-") < 0) {
            return host;
        }
        StringBuilder listed = new StringBuilder(host.length());
        for (String label : host.split("\\.", 32)) {
            String plain = label.endsWith("-fips") ? label.substring(0, label.length() - 5) : label;
            boolean s3 = plain.startsWith("s3-") && BESIDE_S3.stream().noneMatch(plain::startsWith);
            listed.append(listed.isEmpty() ? "" : ".").append(s3 ? "s3" : plain);
        }
        return listed.toString();
    }

    /** {@code bigquery.europe-west3.rep}, {@code europe-west1-aiplatform}, {@code compute-x.p}. */
    private static String google(String host, Set<String> hosts) {
        if (hosts.contains(host) || !host.endsWith(GOOGLE)) {
            return host;
        }
        String label = host.substring(0, host.indexOf('.'));
        if (hosts.contains(label + GOOGLE)) {
            return label + GOOGLE;
        }
        for (int dash = label.indexOf('-'); dash > 0; dash = label.indexOf('-', dash + 1)) {
            for (String part : List.of(label.substring(dash + 1), label.substring(0, dash))) {
                if (hosts.contains(part + GOOGLE)) {
                    return part + GOOGLE;
                }
            }
        }
        return host;
    }

    /** Google's first host serves many APIs, which their paths begin with: {@code /compute/v1}. */
    static Optional<String> byPath(String provider, String host, List<String> segments) {
        boolean shared =
                provider.equals("google")
                        && !segments.isEmpty()
                        && (host.equals("www" + GOOGLE) || host.equals("content" + GOOGLE));
        return shared ? Optional.of(segments.get(0) + GOOGLE) : Optional.empty();
    }
}
