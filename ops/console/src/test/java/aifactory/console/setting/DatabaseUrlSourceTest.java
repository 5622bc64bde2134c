package aifactory.console.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DatabaseUrlSourceTest {
  @Test
  void readsTheFormEverybodyWrites() {
    DatabaseUrlSource source =
        new DatabaseUrlSource("postgresql://me:p%40ss@db.local:5433/factory");

    assertThat(source.getValue("quarkus.datasource.jdbc.url"))
        .isEqualTo("jdbc:postgresql://db.local:5433/factory");
    assertThat(source.getValue("quarkus.datasource.username")).isEqualTo("me");
    assertThat(source.getValue("quarkus.datasource.password")).isEqualTo("p@ss");
  }

  @Test
  void leavesAJdbcUrlAsItIs() {
    DatabaseUrlSource source = new DatabaseUrlSource("jdbc:postgresql://h/f");

    assertThat(source.getProperties())
        .containsOnly(java.util.Map.entry("quarkus.datasource.jdbc.url", "jdbc:postgresql://h/f"));
  }

  @Test
  void saysNothingWhenThereIsNone() {
    assertThat(new DatabaseUrlSource("").getProperties()).isEmpty();
  }

  @Test
  void refusesAnotherDatabase() {
    assertThatThrownBy(() -> new DatabaseUrlSource("mysql://h/f"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("postgresql://");
  }
}
