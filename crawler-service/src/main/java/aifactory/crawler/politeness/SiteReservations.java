package aifactory.crawler.politeness;

import aifactory.contract.url.WebUrl;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a site says in files of its own about the use of its content: `ai.txt` (written like
/// robots.txt) and `/.well-known/tdmrep.json` (TDM Reservation Protocol). Immutable.
///
/// @param complete false = a file could not be asked for and should be soon
public record SiteReservations(RobotsRules aiText, List<Reserved> reserved, boolean complete) {
  public static final String AI_TEXT = "/ai.txt";
  public static final String TDM_FILE = "/.well-known/tdmrep.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /// One location of tdmrep.json.
  record Reserved(RobotsPattern location, boolean reservation, Optional<String> policy) {}

  /// Nothing said.
  public static SiteReservations none(boolean complete) {
    return new SiteReservations(RobotsRules.allowingAll(), List.of(), complete);
  }

  /// @param aiText body of ai.txt, empty when there is none
  /// @param tdm body of tdmrep.json, empty when there is none
  /// @param agent our name
  public static SiteReservations read(byte[] aiText, byte[] tdm, String agent, boolean complete) {
    return new SiteReservations(
        RobotsRules.parse(aiText, agent, Duration.ZERO), reserved(tdm), complete);
  }

  private static List<Reserved> reserved(byte[] tdm) {
    List<Reserved> found = new ArrayList<>();
    try {
      for (JsonNode entry : JSON.readTree(tdm)) {
        String location = entry.path("location").asText("");
        if (!location.isEmpty()) {
          String policy = entry.path("tdm-policy").asText("");
          found.add(
              new Reserved(
                  new RobotsPattern(location),
                  entry.path("tdm-reservation").asInt(0) == 1,
                  policy.isEmpty() ? Optional.empty() : Optional.of(policy)));
        }
      }
    } catch (JacksonException e) {
      return List.of(); // not what the protocol says: nothing was said
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    found.sort(Comparator.comparingInt(entry -> -entry.location().octets()));
    return found;
  }

  /// Evidence about a URL, by the names under which preprocess knows it.
  public Map<String, String> about(String url) {
    Map<String, String> evidence = new TreeMap<>();
    RobotsRules.Permission permission = aiText.permission(url);
    if (!permission.allowed()) {
      evidence.put("noai", "ai.txt: " + permission.rule().orElse(""));
    }
    String path = RobotsPattern.normalPath(WebUrl.parse(url).map(WebUrl::path).orElse("/"));
    reserved.stream()
        .filter(entry -> entry.location().matches(path))
        .findFirst()
        .filter(Reserved::reservation)
        .ifPresent(entry -> {
          evidence.put("tdm-reservation", "1");
          entry.policy().ifPresent(policy -> evidence.put("tdm-policy", policy));
        });
    return evidence;
  }
}
