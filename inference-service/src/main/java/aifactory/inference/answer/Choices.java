package aifactory.inference.answer;

import aifactory.inference.generate.Generated;
import aifactory.inference.generate.GenerationRequest;
import aifactory.inference.generate.Place;
import aifactory.inference.generate.TextSink;
import aifactory.inference.sample.SamplingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several texts for one prompt, made at the same time: the batch reads the prompt once.
final class Choices {
  private Choices() {}

  static List<Generated> make(
      List<Place> places, GenerationRequest request, List<? extends TextSink> sinks) {
    if (places.size() == 1) {
      return List.of(places.getFirst().generate(request, sinks.getFirst()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Generated>> making = new ArrayList<>();
      for (int choice = 0; choice < places.size(); choice++) {
        Place place = places.get(choice);
        TextSink sink = sinks.get(choice);
        GenerationRequest own = withSeed(request, choice);
        making.add(threads.submit(() -> place.generate(own, sink)));
      }
      List<Generated> made = new ArrayList<>();
      for (Future<Generated> each : making) {
        made.add(each.get());
      }
      return made;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a choice failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while texts were being made", e);
    }
  }

  /// With one seed for all they would be one text several times.
  private static GenerationRequest withSeed(GenerationRequest request, int choice) {
    SamplingSettings sampling = request.sampling();
    OptionalLong seed = sampling.seed();
    if (seed.isEmpty() || choice == 0) {
      return request;
    }
    return new GenerationRequest(
        request.prompt(),
        request.maxTokens(),
        request.stop(),
        sampling.seeded(seed.getAsLong() + choice),
        request.scoresPerToken(),
        request.form(),
        request.client());
  }
}
