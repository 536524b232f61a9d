package dev.holdpoint.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    jdbc:postgresql://db:5432/shop                           | jdbc:postgresql://db:5432/shop              | postgresql | -    | -   | -
                    jdbc:postgresql://db/shop?user=ann&password=pw&ssl=true  | jdbc:postgresql://db/shop?ssl=true          | postgresql | ann  | pw  | -
                    jdbc:postgresql://db/shop?ssl=true&password=p%26w        | jdbc:postgresql://db/shop?ssl=true          | postgresql | -    | p%26w | -
                    jdbc:mysql://ann:pw@db:3306/shop                         | jdbc:mysql://db:3306/shop                   | mysql      | ann  | pw  | -
                    jdbc:mysql://ann@db:3306/shop                            | jdbc:mysql://db:3306/shop                   | mysql      | ann  | -   | -
                    jdbc:mariadb://db/shop?sslKeyPassword=x                  | jdbc:mariadb://db/shop                      | mariadb    | -    | -   | -
                    jdbc:oracle:thin:ann/pw@db:1521:X                        | jdbc:oracle:thin:@db:1521:X                 | oracle     | ann  | pw  | -
                    jdbc:sqlserver://db:1433;databaseName=s;user=a;password=p | jdbc:sqlserver://db:1433;databaseName=s    | sqlserver  | a    | p   | -
                    jdbc:h2:mem:x;DB_CLOSE_DELAY=-1                          | jdbc:h2:mem:x;DB_CLOSE_DELAY=-1             | h2         | -    | -   | -
                    jdbc:h2:~/x;INIT=DROP TABLE a\\;DROP TABLE b;MODE=MySQL  | jdbc:h2:~/x;MODE=MySQL                      | h2         | -    | -   | DROP TABLE a;DROP TABLE b
                    jdbc:sqlite:/srv/data.db                                 | jdbc:sqlite:/srv/data.db                    | sqlite     | -    | -   | -
                    jdbc:p6spy:postgresql://db/shop                          | jdbc:p6spy:postgresql://db/shop             | postgresql | -    | -   | -
                    jdbc:somebody:else                                       | jdbc:somebody:else                          | generic    | -    | -   | -
                    jdbc:postgresql://db/a@b                                 | jdbc:postgresql://db/a@b                    | postgresql | -    | -   | -
                    """)
    void anAddressIsReadWithoutItsCredentials(
            String url, String bare, String dialect, String user, String password, String runs) {
        JdbcUrl read = JdbcUrl.of(url);
        assertEquals(bare, read.bare());
        assertEquals(dialect, read.dialect());
        assertEquals(user, read.user().orElse(null));
        assertEquals(password, read.password().orElse(null));
        assertEquals(runs, read.runs().orElse(null));
    }
}
