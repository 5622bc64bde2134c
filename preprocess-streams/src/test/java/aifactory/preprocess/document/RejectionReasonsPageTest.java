package aifactory.preprocess.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/reference/rejection-reasons.md` is this enum. Write it anew with `-Dgolden.write=true`.
final class RejectionReasonsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("factory.root", ".."), "docs/reference/rejection-reasons.md");

  @Test
  void thePageIsTheEnum() throws Exception {
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(PAGE, page());
    }

    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Rejection reasons\n\n");
    page.append("Why a document did not become corpus: the `reason` of `corpus.rejected`, the\n");
    page.append("`reason:NAME` rows of `corpus.totals`. Generated from `RejectionReason`.\n\n");
    page.append("Two more rows of the totals are no rejections: `reason:UNCHANGED` (the same\n");
    page.append("version again) and `reason:OUTDATED` (fetched before the version known).\n\n");
    page.append("| reason | meaning | measure | setting |\n|---|---|---|---|\n");
    for (RejectionReason reason : RejectionReason.values()) {
      page.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(reason, reason.meaning(), reason.measure(), code(reason.setting())));
    }
    return page.toString().replace("\r\n", "\n");
  }

  private static String code(String setting) {
    return setting.isEmpty() || setting.startsWith("`") ? setting : "`" + setting + "`";
  }
}
