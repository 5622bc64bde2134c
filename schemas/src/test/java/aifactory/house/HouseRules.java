package aifactory.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of the house, once. Every module's `HouseRulesTest` applies them to its own room.
public final class HouseRules {
  private static final Set<String> BASEMENTS =
      Set.of(
          "util",
          "utils",
          "common",
          "misc",
          "helper",
          "helpers",
          "base",
          "impl",
          "manager",
          "managers",
          "shared",
          "core",
          "dto",
          "service");
  private static final String VAGUE_NAME =
      ".*(Utils?|Helper|Manager|Impl|Base|Data|Info|Bean|DTO|Handler)";
  private static final String[] FRAMEWORKS = {
    "io.quarkus..", "jakarta..", "org.apache.kafka..", "org.hibernate..", "io.smallrye.."
  };

  private final JavaClasses room;
  private final String root;

  private HouseRules(String root) {
    this.root = root;
    this.room =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
  }

  /// The rules for a room, named by its root package.
  public static HouseRules of(String rootPackage) {
    return new HouseRules(rootPackage);
  }

  /// Checks everything; `corePackages` are packages under the root that must not know a framework.
  public void check(String... corePackages) {
    if (room.isEmpty()) {
      throw new AssertionError("no classes under " + root + ": the rules would pass on nothing");
    }
    // A room may lack what a rule is about; that it is not empty was checked above.
    rules().forEach(rule -> rule.allowEmptyShould(true).check(room));
    if (corePackages.length > 0) {
      frameworkFree(corePackages).check(room);
    }
  }

  private Stream<ArchRule> rules() {
    return Stream.of(
        noClasses()
            .should()
            .resideInAnyPackage(
                BASEMENTS.stream().map(name -> "aifactory.." + name + "..").toArray(String[]::new)),
        noClasses()
            .that()
            .areTopLevelClasses()
            .should()
            .haveSimpleName("Main")
            .orShould()
            .haveNameMatching(VAGUE_NAME),
        slices().matching(root + ".(*)..").should().beFreeOfCycles(),
        classes()
            .that(areOurs())
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and(areNotFrameworkSubclassed())
            .should()
            .haveModifier(JavaModifier.FINAL),
        noFields()
            .that()
            .areDeclaredInClassesThat(areOurs())
            .should()
            .beAnnotatedWith("jakarta.inject.Inject"),
        noClasses()
            .that(areOurs())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mockito.."),
        noClasses().that(areOurs()).should().callMethod(Thread.class, "sleep", long.class));
  }

  private ArchRule frameworkFree(String... corePackages) {
    String[] packages =
        List.of(corePackages).stream().map(name -> root + "." + name + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS);
  }

  private static DescribedPredicate<JavaClass> areOurs() {
    return DescribedPredicate.describe(
        "are written by us", type -> !type.getPackageName().startsWith("aifactory.event"));
  }

  /// CDI normal-scoped beans, REST resources and entities are subclassed by their frameworks.
  private static DescribedPredicate<JavaClass> areNotFrameworkSubclassed() {
    Set<String> subclassing =
        Set.of(
            "ApplicationScoped", "RequestScoped", "Entity", "Path", "MappedSuperclass", "Provider");
    return DescribedPredicate.describe(
        "are not subclassed by a framework",
        type ->
            type.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getSimpleName())
                .collect(Collectors.toSet())
                .stream()
                .noneMatch(subclassing::contains));
  }
}
