package aifactory.console.policy;

import aifactory.console.setting.ConsoleConfig;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Policies a new factory starts with, given once: what a person removes stays removed.
@ApplicationScoped
public class DefaultPolicies {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultPolicies.class);
  private static final String ACTOR = "default";

  private static final List<PolicyOrder> ORDERS =
      List.of(
          allowed("wikipedia.org", "cc-by-sa", 1.4),
          allowed("arxiv.org", "unknown", 1.3),
          forbidden("github.com", 0.8, "licences differ by repository"),
          allowed("docs.python.org", "unknown", 1.3),
          allowed("pytorch.org", "unknown", 1.25),
          allowed("postgresql.org", "unknown", 1.2),
          allowed("kubernetes.io", "cc-by-4.0", 1.2),
          allowed("openai.com", "unknown", 1.1),
          allowed("aws.amazon.com", "unknown", 1.0),
          allowed("theverge.com", "unknown", 0.9),
          allowed("wired.com", "unknown", 0.9),
          forbidden("facebook.com", 0.0, "terms of service"),
          forbidden("instagram.com", 0.0, "terms of service"),
          forbidden("x.com", 0.0, "terms of service"),
          forbidden("twitter.com", 0.0, "terms of service"));

  private final Policies policies;
  private final AgroalDataSource database;
  private final boolean wanted;

  DefaultPolicies(Policies policies, AgroalDataSource database, ConsoleConfig config) {
    this.policies = policies;
    this.database = database;
    this.wanted = config.defaultPolicies();
  }

  /// Gives them if they were never given.
  @Transactional
  public void giveOnce() {
    if (!wanted || !noteGiven()) {
      return;
    }
    ORDERS.forEach(order -> policies.order(order, ACTOR));
    LOG.info("default policies given count={}", ORDERS.size());
  }

  private boolean noteGiven() {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into control.fact (name, set_at) values ('default policies given', now())"
                    + " on conflict do nothing")) {
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new aifactory.console.ledger.LedgerException("could not note the default policies", e);
    }
  }

  private static PolicyOrder allowed(String domain, String licence, double weight) {
    return order(domain, licence, true, weight, "");
  }

  private static PolicyOrder forbidden(String domain, double weight, String notes) {
    return order(domain, "unknown", false, weight, notes);
  }

  private static PolicyOrder order(
      String domain, String licence, boolean allow, @Nullable Double weight, String notes) {
    return new PolicyOrder(domain, "any", licence, allow, weight, notes, false);
  }
}
