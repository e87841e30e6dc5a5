package io.onsale.service.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The architecture of a service as rules: feature roots hold domain types and ports; technology is in leaves ({@code web}, {@code redis},
 * {@code r2dbc}, {@code kafka}, {@code http}; {@code wiring} for the beans of features without technology) that no other package uses. For
 * each rule {@code io.onsale.service.testing.bad} has a bad example, which a test shows to be rejected.
 */
public final class HouseRules {
    private static final Set<String> LEAVES = Set.of("web", "redis", "r2dbc", "kafka", "http", "wiring");
    private static final String[] TECHNOLOGY = {
        "org.springframework..",
        "io.lettuce..",
        "io.r2dbc..",
        "reactor.kafka..",
        "org.apache.kafka..",
        "reactor.netty.."
    };
    private static final Set<String> REACTIVE = Set.of("reactor.core.publisher.Mono", "reactor.core.publisher.Flux");

    private HouseRules() {}

    /** One test per rule, for the main classes of the service under {@code root}, e.g. {@code io.onsale.queue}. */
    public static Stream<DynamicTest> tests(String root) {
        var imported = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        return all(root).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(imported)));
    }

    static Map<String, ArchRule> all(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("leaves are not used from outside", leavesAreUsedByThemselvesOnly());
        rules.put("leaves are package-private", leavesArePackagePrivate());
        rules.put("roots are free of technology", rootsAreFreeOfTechnology());
        rules.put("reactor kafka stays in kafka leaves", reactorKafkaStaysInLeaves());
        rules.put("nothing blocks", nothingBlocks());
        rules.put("only lifecycles subscribe", onlyLifecyclesSubscribe());
        rules.put("periodic work is done by the one loop", periodicWorkIsDoneByTheOneLoop());
        rules.put("time is a parameter", timeIsAParameter());
        rules.put("names are nouns of the domain", namesAreNouns());
        rules.put("features form no cycle", featuresFormNoCircle(root));
        rules.put("beans are made by the wiring of a leaf", beansAreMadeByWirings());
        return rules;
    }

    private static ArchRule leavesAreUsedByThemselvesOnly() {
        return classes().that(areInALeaf()).should(new ArchCondition<>("only be used inside their own leaf") {
            @Override
            public void check(JavaClass leaf, ConditionEvents events) {
                for (Dependency use : leaf.getDirectDependenciesToSelf()) {
                    if (!use.getOriginClass().getPackageName().equals(leaf.getPackageName())) {
                        events.add(SimpleConditionEvent.violated(use, use.getDescription()));
                    }
                }
            }
        });
    }

    private static ArchRule leavesArePackagePrivate() {
        return classes().that(areInALeaf()).and().areTopLevelClasses().should().notBePublic();
    }

    private static ArchRule rootsAreFreeOfTechnology() {
        DescribedPredicate<JavaClass> technology = JavaClass.Predicates.resideInAnyPackage(TECHNOLOGY)
                .and(describe("no lifecycle", type -> !type.getName().endsWith("Lifecycle")));
        return noClasses().that(areInAFeatureRoot()).should().dependOnClassesThat(technology);
    }

    private static ArchRule reactorKafkaStaysInLeaves() {
        return noClasses()
                .that(describe("are outside kafka leaves", type -> !leafOf(type).equals("kafka")))
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage("reactor.kafka..", "org.apache.kafka.."));
    }

    private static ArchRule nothingBlocks() {
        return noClasses()
                .should()
                .callMethodWhere(describe(
                        "blocks a reactive type",
                        call -> isOnReactiveType(call) && call.getName().startsWith("block")));
    }

    private static ArchRule onlyLifecyclesSubscribe() {
        return noClasses()
                .that(describe(
                        "own no lifecycle",
                        type -> !type.isAssignableTo("org.springframework.context.Lifecycle")
                                && !type.isAssignableTo(AutoCloseable.class)))
                .should()
                .callMethodWhere(describe(
                        "subscribes",
                        call -> isOnReactiveType(call) && call.getName().equals("subscribe")));
    }

    /**
     * Because the loop starts once, survives failures and cancels rounds that hang. Streams to a client may use intervals as well: they end
     * with their client.
     */
    private static ArchRule periodicWorkIsDoneByTheOneLoop() {
        return noClasses()
                .that(describe(
                        "are neither the loop nor a web leaf",
                        type -> !type.getName().equals("io.onsale.service.loop.Loop")
                                && !leafOf(type).equals("web")))
                .should()
                .callMethodWhere(describe(
                        "uses an interval",
                        call -> isOnReactiveType(call) && call.getName().equals("interval")));
    }

    private static ArchRule timeIsAParameter() {
        return noClasses().should().callMethodWhere(describe("reads the system clock", call -> {
            String owner = call.getTargetOwner().getName();
            boolean now = owner.startsWith("java.time.")
                    && call.getName().equals("now")
                    && call.getTarget().getRawParameterTypes().isEmpty();
            return now || (owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis"));
        }));
    }

    private static ArchRule namesAreNouns() {
        return classes()
                .should(
                        new ArchCondition<>(
                                "not be called Impl, Manager, Helper, Util, Common, Base, Dto, Vo, Info or Data") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                if (type.getSimpleName()
                                        .matches(
                                                ".*(Impl|Manager|Helper|Utils?|Common|Dto|DTO|Vo|VO|Info|Data)|Base.*")) {
                                    events.add(SimpleConditionEvent.violated(
                                            type, type.getName() + " has a meaningless name"));
                                }
                            }
                        });
    }

    private static ArchRule featuresFormNoCircle(String root) {
        return SlicesRuleDefinition.slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** One per leaf, called {@code XxxWiring}. Only the main class may be a configuration as well. */
    private static ArchRule beansAreMadeByWirings() {
        return classes().that(areConfigurations()).should(new ArchCondition<>("be the only XxxWiring of their leaf") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long inPackage = type.getPackage().getClasses().stream()
                        .filter(areConfigurations())
                        .count();
                if (!type.getSimpleName().endsWith("Wiring") || leafOf(type).isEmpty() || inPackage > 1) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is not the only XxxWiring of its leaf"));
                }
            }
        });
    }

    private static DescribedPredicate<JavaClass> areConfigurations() {
        return describe(
                "are configurations",
                type -> type.isAnnotatedWith("org.springframework.context.annotation.Configuration"));
    }

    private static boolean isOnReactiveType(JavaMethodCall call) {
        return REACTIVE.contains(call.getTargetOwner().getName());
    }

    private static DescribedPredicate<JavaClass> areInALeaf() {
        return describe("are in a leaf", type -> !leafOf(type).isEmpty());
    }

    /**
     * Directly in {@code <service>.<feature>}: public domain types and ports. The root package of the service holds only its main class.
     */
    private static DescribedPredicate<JavaClass> areInAFeatureRoot() {
        return describe(
                "are in a feature's root",
                type -> leafOf(type).isEmpty()
                        && !isMain(type)
                        && !type.getSimpleName().isEmpty());
    }

    private static boolean isMain(JavaClass type) {
        JavaClass top = type;
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top.getMethods().stream()
                .anyMatch(method ->
                        method.getName().equals("main") && method.getModifiers().contains(JavaModifier.STATIC));
    }

    private static String leafOf(JavaClass type) {
        String name = type.getPackageName();
        String last = name.substring(name.lastIndexOf('.') + 1);
        return LEAVES.contains(last) ? last : "";
    }
}
