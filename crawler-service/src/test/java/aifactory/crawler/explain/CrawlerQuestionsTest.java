package aifactory.crawler.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import aifactory.explain.Question;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CrawlerQuestionsTest {
  private static final Question ROBOTS = new RobotsQuestion(Duration.ofSeconds(60));

  @Test
  void aUrlIsAnsweredOrRefused() {
    assertThat(answer(new UrlQuestion(), "{'input':'../b c','base':'http://A.org/x/y'}"))
        .isEqualTo("{'href':'http://a.org/b%20c'}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(new UrlQuestion(), "{'input':'http://a b'}"));
    assertThatIllegalArgumentException().isThrownBy(() -> answer(new UrlQuestion(), "{}"));
  }

  @Test
  void robotsNamesTheRule() {
    assertThat(
            answer(
                ROBOTS,
                "{'robots':'User-agent: *\\nCrawl-delay: 1.5\\nDisallow: /a','agent':'FooBot','url':'http://h/a/b'}"))
        .isEqualTo("{'allowed':false,'rule':'Disallow: /a','crawl_delay':1.5}");
    assertThat(answer(ROBOTS, "{'robots':'','agent':'FooBot','url':'http://h/','status':404}"))
        .isEqualTo("{'allowed':true,'rule':null,'crawl_delay':null}");
    assertThat(answer(ROBOTS, "{'agent':'FooBot','url':'http://h/','status':429}"))
        .isEqualTo("{'allowed':true,'rule':null,'crawl_delay':null}");
    assertThat(answer(ROBOTS, "{'agent':'FooBot','url':'http://h/','status':null}"))
        .isEqualTo("{'allowed':false,'rule':null,'crawl_delay':null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h/|['93.184.216.34','2606:4700::1111']|true",
        "http://h/|['93.184.216.34','10.0.0.1']|false",
        "http://h/|['::ffff:169.254.169.254']|false",
        "http://h/|['fe80::1%eth0']|false",
        "http://h/|['0x7f.1']|false",
        "http://h/|['64:ff9b::a00:1']|false",
        "http://h/|['nonsense']|false",
        "http://h/|[]|false",
        "http://2130706433/|['93.184.216.34']|false",
        "http://0177.0.0.1/|['93.184.216.34']|false",
        "http://[::ffff:7f00:1]/|['93.184.216.34']|false",
        "http://a.localhost./|['93.184.216.34']|false",
        "http://ip6-localhost/|['93.184.216.34']|false",
        "http://8.8.8.8/|[]|true",
        "ftp://8.8.8.8/|[]|false"
      })
  void addressesAreJudgedWhateverTheyAreCalled(String url, String addresses, boolean allowed) {
    assertThat(
            answer(
                new AddressQuestion(), "{'url':'%s','resolves_to':%s}".formatted(url, addresses)))
        .startsWith("{'allowed':" + allowed);
  }

  @Test
  void feedsSitemapsAndTextsAreReadFromBytes() {
    assertThat(
            content(
                new FeedQuestion(),
                "<rss><channel><title>T</title><item><guid>1</guid></item></channel></rss>"
                    .getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "{'title':'T','entries':[{'id':'1','title':null,'link':null,'published':null,'updated':null,'content':null}]}");
    assertThat(content(new SitemapQuestion(), "http://a.org/".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "{'kind':'text','urls':[{'loc':'http://a.org/','lastmod':null}],'sitemaps':[],'skipped':0}");
    assertThat(content(new CharsetQuestion(), "ひらがなの文章です。".getBytes(Charset.forName("EUC-JP"))))
        .isEqualTo("{'charset':'EUC-JP','text':'ひらがなの文章です。'}");
  }

  private static String content(Question question, byte[] body) {
    return answer(
        question, "{'content_base64':'%s'}".formatted(Base64.getEncoder().encodeToString(body)));
  }

  private static String answer(Question question, String asked) {
    try {
      return question
          .answer(new ObjectMapper().readTree(asked.replace('\'', '"')))
          .toString()
          .replace('"', '\'');
    } catch (JsonProcessingException e) {
      throw new AssertionError(asked, e);
    }
  }
}
