package aifactory.console.feed;

import aifactory.console.ledger.Statements;
import aifactory.contract.id.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables of the view, as `db/view.sql` describes them. Everything in them comes from the
/// topics, so they are never migrated: where they are missing (somebody dropped the schema) or were
/// made by another description, they are made anew and the intake fills them from the start of the
/// log.
@ApplicationScoped
public class ViewSchema {
  private static final Logger LOG = LoggerFactory.getLogger(ViewSchema.class);
  private static final String DESCRIPTION = "/db/view.sql";

  /// Any constant: a transaction-scoped advisory lock, for consoles that start together.
  private static final long LOCK = 0x0A1FAC70_11E30000L;

  private final Statements statements;

  ViewSchema(Statements statements) {
    this.statements = statements;
  }

  /// Makes the tables, unless they are there as they should be.
  @Transactional
  public void prepare() {
    String description = description();
    String hash = Sha256.hex(description);
    statements.update("select pg_advisory_xact_lock(?)", LOCK);
    if (made().equals(List.of(hash))) {
      return;
    }
    statements.update("drop schema if exists view cascade");
    statements.update(description);
    statements.update("insert into view.made_by (description_hash) values (?)", hash);
    LOG.info("view made anew, it is filled from the topics description={}", hash);
  }

  private List<String> made() {
    boolean there =
        !statements
            .query("select 1 where to_regclass('view.made_by') is not null", rows -> rows.getInt(1))
            .isEmpty();
    return there
        ? statements.query("select description_hash from view.made_by", rows -> rows.getString(1))
        : List.of();
  }

  private static String description() {
    try (InputStream file =
        Objects.requireNonNull(ViewSchema.class.getResourceAsStream(DESCRIPTION), DESCRIPTION)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + DESCRIPTION, e);
    }
  }
}
