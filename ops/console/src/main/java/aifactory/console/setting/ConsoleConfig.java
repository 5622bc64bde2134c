package aifactory.console.setting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Optional;

/// Settings of the console. Each is an environment variable under the name given in
/// `application.properties`.
@ConfigMapping(prefix = "console")
public interface ConsoleConfig {
  /// `FACTORY_HOME`: where the admin token and the node id are kept.
  @WithDefault(".factory")
  Path home();

  /// `MODEL_STORE`: where artifacts lie; locations in events are relative to it.
  @WithDefault(".factory/models")
  Path modelStore();

  /// `ARTIFACT_MAX_BYTES`: largest artifact that is taken in, packed or unpacked.
  @Min(1)
  @WithDefault("8589934592")
  long artifactMaxBytes();

  /// Largest body of an order, anything but an artifact.
  @Min(1)
  @WithDefault("1048576")
  long orderMaxBytes();

  /// `ADMIN_API_TOKEN`: the admin token; empty = one is made at the first start.
  Optional<String> adminToken();

  /// `WRONG_TOKENS_PER_MINUTE`: wrong tokens or keys from one address before it is not heard for a
  /// minute.
  @Min(1)
  @Max(100_000)
  @WithDefault("20")
  int wrongTokensPerMinute();

  /// `REQUESTS_PER_MINUTE`: requests that a key without a number of its own, a session, or an
  /// address of which nothing else is known may make; 0 = any number.
  @Min(0)
  @Max(1_000_000)
  @WithDefault("6000")
  int requestsPerMinute();

  /// `OPEN_READS`: whether pages and reads need no sign-in: auto = when the console listens on
  /// loopback only, 1 = always, 0 = never.
  @Pattern(regexp = "auto|0|1")
  @WithDefault("auto")
  String openReads();

  /// `KAFKA_BOOTSTRAP_SERVERS`.
  @NotBlank
  @WithDefault("127.0.0.1:9092")
  String kafkaBootstrapServers();

  /// `SCHEMA_REGISTRY_URL`: Confluent-compatible API.
  @NotBlank
  @WithDefault("http://127.0.0.1:8081/apis/ccompat/v7")
  String schemaRegistryUrl();

  /// `KAFKA_REPLICATION_FACTOR` of topics this service creates.
  @Min(1)
  @Max(16)
  @WithDefault("1")
  short kafkaReplicationFactor();

  /// `INFERENCE_URL`: where `/v1` and the answering routes are streamed to.
  @Pattern(regexp = "https?://.+", message = "must be an http or https URL")
  @WithDefault("http://127.0.0.1:8104")
  String inferenceUrl();

  /// `PROMOTION_MIN_SCORE`: lowest score that may become production.
  @DecimalMin("0")
  @DecimalMax("1")
  @WithDefault("0.72")
  double promotionMinScore();

  /// `FORCE_PROMOTE`: 1 = the score rules of the gate are overruled and decisions recorded as
  /// forced.
  @WithDefault("false")
  boolean forcePromote();

  /// `TAINT_POLICY`: demote = a production model that learned from text forbidden since gives way
  /// to the best untainted one, or to nothing; keep = it is marked and serves on.
  @Pattern(regexp = "demote|keep")
  @WithDefault("demote")
  String taintPolicy();

  /// `USE_PRODUCTION_MODEL`, shown in the runtime configuration; inference obeys it.
  @WithDefault("true")
  boolean useProductionModel();

  /// `MAX_GENERATE_TOKENS`: largest `max_tokens` the chat box offers; inference enforces it.
  @Min(1)
  @Max(256)
  @WithDefault("256")
  int maxGenerateTokens();

  /// `SYSTEM_ROLE`: master or worker.
  @Pattern(regexp = "master|worker")
  @WithDefault("master")
  String systemRole();

  /// `CAPTURE_POLL_MILLIS`: pause of change capture when there is nothing; 50 costs 4 % of a core.
  @Min(1)
  @Max(10_000)
  @WithDefault("50")
  int capturePollMillis();

  /// `DEFAULT_POLICIES`: 0 = start without the built-in source policies.
  @WithDefault("true")
  boolean defaultPolicies();

  Oidc oidc();

  /// Signing in with accounts of an OpenID Connect provider.
  interface Oidc {
    /// `OIDC_ISSUER`: the provider, as it calls itself; empty = accounts are off.
    Optional<@Pattern(regexp = "https?://.+", message = "must be an http or https URL") String>
        issuer();

    /// `OIDC_CLIENT_ID`: this console at the provider.
    @NotBlank
    @WithDefault("ai-factory")
    String clientId();

    /// `OIDC_CLIENT_SECRET`; empty = a public client.
    Optional<String> clientSecret();

    /// `OIDC_ROLE_CLAIM`: the claim of the ID token that names roles; dots lead into objects.
    @NotBlank
    @WithDefault("roles")
    String roleClaim();

    /// `OIDC_ROLE_PREFIX`: what stands before client, viewer, operator or admin in it.
    @WithDefault("factory-")
    String rolePrefix();

    /// `OIDC_PUBLIC_URL`: this console as browsers see it; empty = as the browser asked for it.
    Optional<@Pattern(regexp = "https?://.+", message = "must be an http or https URL") String>
        publicUrl();
  }

  /// `DB_UI_URL`: where a database console of yours is, linked on the settings page; empty = none.
  Optional<@Pattern(regexp = "https?://.+", message = "must be an http or https URL") String>
      dbUiUrl();

  /// `NOTICE_WEBHOOK_URL`: where starts, failures, promotions, demotions and taints are told, as
  /// Discord's webhooks take them; empty = nowhere. What happens while no console runs is not told
  /// later: the pages have it.
  Optional<@Pattern(regexp = "https?://.+", message = "must be an http or https URL") String>
      noticeWebhookUrl();

  /// `NOTICE_ALLOW_LOCAL`: 1 = that may be a private or local address.
  @WithDefault("false")
  boolean noticeAllowLocal();
}
