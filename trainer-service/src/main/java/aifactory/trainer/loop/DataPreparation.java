package aifactory.trainer.loop;

import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.JournalEntry;
import aifactory.trainer.dataset.DatasetBoard;
import aifactory.trainer.dataset.DatasetVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `data_prep_profile` of a manifest: which text, judged how, read through which tokenizer.
final class DataPreparation {
  private DataPreparation() {}

  static Map<String, Object> of(DatasetBoard datasets, Checkpoint checkpoint) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("preprocessing_profile", "factory");
    profile.put("augmentations", List.of());
    profile.put("tokenizer", "byte-level BPE");
    profile.put("tokenizer_hash", checkpoint.tokenizerHash());
    profile.put("vocab_size", checkpoint.model().vocabularySize());
    List<Map<String, Object>> versions = new ArrayList<>();
    checkpoint.journal().stream()
        .map(JournalEntry::datasetId)
        .distinct()
        .forEach(id -> datasets.find(id).map(DataPreparation::told).ifPresent(versions::add));
    profile.put("datasets", versions);
    return profile;
  }

  private static Map<String, Object> told(DatasetVersion dataset) {
    DatasetVersion.Preparation preparation = dataset.preparation();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("dataset_id", dataset.id());
    told.put("number", dataset.number());
    told.put("content_hash", dataset.contentHash());
    told.put("filter_configuration_hash", preparation.configurationHash());
    told.put("documents", preparation.documents());
    told.put("train_documents", preparation.trainDocuments());
    told.put("evaluation_documents", preparation.evaluationDocuments());
    told.put("characters", dataset.characters());
    told.put("utf8_bytes", preparation.utf8Bytes());
    told.put("by_language", dataset.languages());
    told.put("by_source", preparation.sources());
    told.put("by_licence", preparation.licences());
    return told;
  }
}
