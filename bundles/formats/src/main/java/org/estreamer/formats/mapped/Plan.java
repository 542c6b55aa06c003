package org.estreamer.formats.mapped;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.format.FormatOptions;
import org.estreamer.formats.function.Functions;
import org.estreamer.formats.mapping.Expression;
import org.estreamer.formats.mapping.Mapping;
import org.estreamer.formats.mapping.Rule;
import org.estreamer.formats.mapping.Rule.Target;
import org.estreamer.formats.mapping.Section;
import org.estreamer.formats.reading.Node;
import org.estreamer.formats.source.Constant;
import org.estreamer.formats.source.Guarded;
import org.estreamer.formats.source.Shared;
import org.estreamer.formats.source.Source;

/** A section made ready for use: which fields are to be read, and what is put where, in the order of the output. */
final class Plan {
    final Node root;
    final Node nameNode;
    final int slots;
    final List<Output> outputs;

    private Plan(Functions functions, List<Output> outputs) {
        this.root = functions.root();
        this.nameNode = functions.nameNode();
        this.slots = functions.slots();
        this.outputs = outputs;
    }

    static Plan of(Section section, Mapping mapping, FormatOptions options) {
        Functions functions = new Functions(mapping, options.names());
        Map<String, Target> targets = new LinkedHashMap<>();
        Map<String, List<Source>> sources = new HashMap<>();
        Map<String, List<Rule>> rules = new HashMap<>();
        for (Rule rule : section.rules()) {
            List<Target> wanted = rule.targets().stream()
                    .filter(target -> isWanted(target, options))
                    .toList();
            List<Source> some = wanted.isEmpty() ? List.of() : sources(rule, functions, wanted.size() > 1);
            for (Target target : wanted) {
                targets.putIfAbsent(target.name(), target);
                sources.computeIfAbsent(target.name(), name -> new ArrayList<>())
                        .addAll(some);
                rules.computeIfAbsent(target.name(), name -> new ArrayList<>()).add(rule);
            }
        }
        List<Output> outputs = new ArrayList<>();
        targets.forEach((name, target) ->
                outputs.add(new Output(target, functions.needed(rules.get(name)), sources.get(name))));
        return new Plan(functions, List.copyOf(outputs));
    }

    /** The sources of a rule. What several targets take is made once. */
    private static List<Source> sources(Rule rule, Functions functions, boolean shared) {
        List<Source> sources = new ArrayList<>();
        Rule.Condition condition = rule.condition();
        for (Expression expression : rule.sources()) {
            Source own = functions.source(expression);
            Source source = shared && !(own instanceof Constant) ? new Shared(own) : own;
            sources.add(
                    condition == null
                            ? source
                            : new Guarded(
                                    source,
                                    functions.field(condition.source()),
                                    condition.holds(),
                                    condition.values().stream()
                                            .mapToLong(Long::longValue)
                                            .toArray()));
        }
        return sources;
    }

    private static boolean isWanted(Target target, FormatOptions options) {
        return target.required()
                || ((options.fields().isEmpty() || isNamed(target, options.fields()))
                        && !isNamed(target, options.withoutFields()));
    }

    /** Whether a target or an object that it stands in is named. */
    private static boolean isNamed(Target target, Set<String> names) {
        String name = target.name();
        for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
            if (names.contains(name.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
