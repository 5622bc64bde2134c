package aifactory.console.policy;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A policy as a person orders it.
///
/// @param domainPattern covers the domain and its subdomains
/// @param sourceType source type it applies to, `any` by default
/// @param allowTraining false = not in datasets, tokenizers, models or answers
/// @param baseWeight weight in draws; null = the default of the source type
/// @param removed true = the pattern has no policy any more
public record PolicyOrder(
    @NotNull
        @Size(max = 253)
        @Pattern(
            regexp =
                "[\\p{L}\\p{N}]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}])?(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}])?)*",
            message = "must be a domain such as example.org")
        String domainPattern,
    @Nullable @Pattern(regexp = "any|web|wikipedia|arxiv|docs|news|rss|file|foreign|code")
        String sourceType,
    @Nullable @Size(max = 100) String licenseTag,
    @Nullable Boolean allowTraining,
    @Nullable @DecimalMin("0") @DecimalMax("100") Double baseWeight,
    @Nullable @Size(max = 2000) String notes,
    boolean removed) {

  String pattern() {
    return java.net.IDN.toASCII(domainPattern.toLowerCase(Locale.ROOT));
  }

  String type() {
    return sourceType == null ? "any" : sourceType;
  }

  boolean allows() {
    return allowTraining == null || allowTraining;
  }
}
