package aifactory.contract.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Corners of the standard; `./factory conformance` compares with files of web-platform tests.
final class WebUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP://EXAMPLE.com:80/a/./b/../c|http://example.com/a/c",
        "https:example.com|https://example.com/",
        "http:\\\\x\\y|http://x/y",
        "http://a:b@c:@d/|http://a:b%40c%3A@d/",
        "http://h/%2e%2E/x|http://h/x",
        "http://h/a b\"<>`{}^|http://h/a%20b%22%3C%3E%60%7B%7D%5E",
        "http://h?a'b#c`d|http://h/?a%27b#c%60d",
        "foo://h?a'b|foo://h?a'b",
        "http://0300.0x7F.1|http://192.127.0.1/",
        "http://1.2.3.4./|http://1.2.3.4/",
        "http://[0:0::1]:8080|http://[::1]:8080/",
        "http://[::FFFF:1.2.3.4]|http://[::ffff:102:304]/",
        "http://faß.example|http://xn--fa-hia.example/",
        "http://日本語。jp|http://xn--wgv71a119e.jp/",
        "http://EX%41MPLE.com|http://example.com/",
        "file://localhost/x|file:///x",
        "file:c:\\x|file:///c:/x",
        "mailto:A@b c|mailto:A@b c",
        "data:x y ?q|data:x y%20?q",
        "foo:/a/../..//b|foo:/.//b",
        "javascript:alert('é')|javascript:alert('%C3%A9')",
        "blob:https://a/b|blob:https://a/b"
      })
  void serialises(String input, String href) {
    Optional<WebUrl> url = WebUrl.parse(input);
    assertThat(url).map(WebUrl::href).contains(href);
    assertThat(WebUrl.parse(href)).map(WebUrl::href).contains(href);
  }

  @Test
  void aBarMayStandForTheColonOfADrive() {
    assertThat(WebUrl.parse("file:///C|/x/../..")).map(WebUrl::href).contains("file:///C:/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/path",
        "//host",
        "http://",
        "https://:80",
        "http://user@",
        "http://a b",
        "http://a%00b",
        "http://[::1",
        "http://[1::2::3]",
        "http://[::1.2.3]",
        "http://256.1.1.1",
        "http://1.2.3.4.5",
        "http://1.2.3.09",
        "http://4294967296",
        "http://h:65536",
        "http://h:8a",
        "http://xn--a",
        "http://\u00ad/",
        "foo://h^i/"
      })
  void refuses(String input) {
    assertThat(WebUrl.parse(input)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h/a/b?q#f|../c|http://h/c",
        "http://h/a/b?q#f|?x|http://h/a/b?x",
        "http://h/a/b?q#f|#x|http://h/a/b?q#x",
        "http://h/a/b?q#f|//other\\x|http://other/x",
        "http://h/a/b?q#f|http:c|http://h/a/c",
        "https://h/a|http:c|http://c/",
        "file:///C:/a/b|/x|file:///C:/x",
        "file:///C:/a/b|..|file:///C:/",
        "file://h/a|//i/b|file://i/b",
        "foo://h/a/b|../../../c|foo://h/c",
        "mailto:a@b|#f|mailto:a@b#f"
      })
  void resolves(String base, String input, String href) {
    assertThat(WebUrl.parse(base).flatMap(page -> page.resolve(input)))
        .map(WebUrl::href)
        .contains(href);
  }

  @Test
  void anOpaqueBaseHasNoPathToGoOnFrom() {
    assertThat(WebUrl.parse("mailto:a@b").flatMap(page -> page.resolve("c"))).isEmpty();
  }

  @Test
  void halfCharactersBecomeReplacements() {
    assertThat(WebUrl.parse("http://h/\ud83d")).map(WebUrl::href).contains("http://h/%EF%BF%BD");
    assertThat(WebUrl.parse(" \thttp://h/\na\t ")).map(WebUrl::href).contains("http://h/a");
  }
}
