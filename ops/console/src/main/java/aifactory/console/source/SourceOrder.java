package aifactory.console.source;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source as a person declares it.
///
/// @param sourceId made from the address when absent
/// @param kind one that the crawler knows
/// @param address an http or https URL; a path inside the inbox for the kinds `file` and `warc`,
///   and for a dump of the kind `wikipedia`; for `git` with the branch behind `#`
/// @param scope URL prefixes that links may lead into; empty = the host of the address
/// @param schedule ISO 8601 duration between visits
/// @param localAllowed whether a loopback or private address may be fetched
/// @param active false pauses it
public record SourceOrder(
    @Nullable
        @Pattern(
            regexp = "[a-z0-9][a-z0-9._-]{0,99}",
            message = "must be lower case letters, digits, dots and dashes")
        String sourceId,
    @NotNull @Pattern(regexp = KINDS) String kind,
    @NotBlank @Size(max = 4000) String address,
    @Nullable @Size(max = 100) List<@NotBlank @Size(max = 4000) String> scope,
    @Nullable @Size(max = 40) String schedule,
    @Nullable @DecimalMin("0") @DecimalMax("100") Double weight,
    @Nullable @Size(max = 100) String licence,
    boolean localAllowed,
    @Nullable @Min(1) Long maxPages,
    @Nullable Boolean active) {

  /// Kinds of source, as `SourceDeclared.kind` names them.
  static final String KINDS =
      "web|docs|sitemap|feed|news|hackernews|arxiv|wikipedia|warc|git|discovery|file";

  boolean isFile() {
    return kind.equals("file")
        || kind.equals("warc")
        || kind.equals("wikipedia") && !address.strip().matches("https?://.*");
  }
}
