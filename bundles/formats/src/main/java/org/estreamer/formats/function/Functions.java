package org.estreamer.formats.function;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.formats.bytes.IsoTime;
import org.estreamer.formats.mapping.Expression;
import org.estreamer.formats.mapping.Mapping;
import org.estreamer.formats.mapping.Rule;
import org.estreamer.formats.reading.Node;
import org.estreamer.formats.source.Constant;
import org.estreamer.formats.source.Derived;
import org.estreamer.formats.source.FieldSource;
import org.estreamer.formats.source.FirstOf;
import org.estreamer.formats.source.Joined;
import org.estreamer.formats.source.Listed;
import org.estreamer.formats.source.Source;
import org.estreamer.formats.source.Specials;

/** Makes sources of the expressions of one section; what they read gets its slots here. */
public final class Functions {
    private static final Map<String, Derived.Change> CHANGES = Map.ofEntries(
            Map.entry("text", Changes::text),
            Map.entry("number", Changes::number),
            Map.entry("true", Changes::yes),
            Map.entry("lower", Changes::lower),
            Map.entry("upper", Changes::upper),
            Map.entry("mac", Changes::mac),
            Map.entry("ipv4", Changes::ipv4),
            Map.entry("ipv6", Changes::ipv6),
            Map.entry("addressFamily", Changes::addressFamily),
            Map.entry("alpha3", Countries::alpha3),
            Map.entry("extension", Changes::extension),
            Map.entry("directory", Changes::directory),
            Map.entry("commonName", Changes::commonName),
            Map.entry("realm", Changes::realm),
            Map.entry("account", Changes::account),
            Map.entry("versionNumber", Changes::versionNumber),
            Map.entry("versionProtocol", Changes::versionProtocol));

    /** Functions that have a value whatever their arguments have. */
    private static final Set<String> ALWAYS = Set.of("join", "severity");

    private final Mapping mapping;
    private final Naming naming;
    private final Node root = Node.root();
    private final Node nameNode = Node.root();
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<Expression, Url> urls = new HashMap<>();
    private final IsoTime time = new IsoTime();

    public Functions(Mapping mapping, Naming naming) {
        this.mapping = mapping;
        this.naming = naming;
    }

    public Node root() {
        return root;
    }

    /** The names that the section writes. */
    public Node nameNode() {
        return nameNode;
    }

    public int slots() {
        return slots.size();
    }

    /** What a target takes; where names stand alone it is nothing for an id that has one. */
    public Source source(Expression expression) {
        return source(expression, naming == Naming.ONLY);
    }

    private Source source(Expression expression, boolean unlessNamed) {
        if (expression instanceof Expression.Path path) {
            return new FieldSource(slot(path), unlessNamed);
        }
        if (expression instanceof Expression.Special special) {
            return Specials.of(special.name(), naming);
        }
        if (expression instanceof Expression.Text text) {
            return new Constant(text.text());
        }
        Expression.Call call = (Expression.Call) expression;
        return call(call.function(), call.arguments(), unlessNamed);
    }

    /** A field that is needed whether it is named or not. */
    public FieldSource field(Expression expression) {
        if (!(expression instanceof Expression.Path path)) {
            throw new IllegalArgumentException(expression + " must be a field");
        }
        return new FieldSource(slot(path), false);
    }

    private int slot(Expression.Path path) {
        Integer slot = slots.get(path.name());
        if (slot == null) {
            slot = slots.size();
            slots.put(path.name(), slot);
            root.add(path.name(), slot);
        }
        return slot;
    }

    private Source call(String function, List<Expression> arguments, boolean unlessNamed) {
        Derived.Change change = CHANGES.get(function);
        if (change != null) {
            return new Derived(source(arguments.get(0), unlessNamed), change);
        }
        return switch (function) {
            case "name" -> name(arguments.get(0));
            case "texts" ->
                new TextOfNumber(
                        mapping.values().get(((Expression.Path) arguments.get(0)).name()), field(arguments.get(1)));
            case "id" -> field(arguments.get(0));
            case "join" -> new Joined("", sources(arguments, false)); // a text made of ids is no id itself
            case "words" -> new Joined(" ", sources(arguments, false));
            case "first" -> new FirstOf(sources(arguments, unlessNamed));
            case "list" -> new Listed(source(arguments.get(0)));
            case "iso" -> Numbers.iso(time, fields(arguments));
            case "millis" -> Numbers.millis(fields(arguments));
            case "nanos" -> Numbers.nanos(field(arguments.get(0)), field(arguments.get(1)));
            case "seconds" -> Numbers.seconds(field(arguments.get(0)), field(arguments.get(1)));
            case "inNanos" -> Numbers.inNanos(field(arguments.get(0)));
            case "sum" -> Numbers.sum(fields(arguments));
            case "signed" -> Numbers.signed(field(arguments.get(0)));
            case "address" -> Numbers.address(field(arguments.get(0)));
            case "impactLevel" -> Numbers.impactLevel(field(arguments.get(0)));
            case "tenth" -> Numbers.tenth(field(arguments.get(0)));
            case "severity" -> Numbers.severity(field(arguments.get(0)), field(arguments.get(1)));
            case "blobAddress" -> new Blob(field(arguments.get(0)), Blob::address);
            case "blobText" -> new Blob(field(arguments.get(0)), Blob::text);
            case "urlFull" -> url(arguments.get(0)).full;
            case "urlScheme" -> url(arguments.get(0)).scheme;
            case "urlDomain" -> url(arguments.get(0)).domain;
            case "urlPort" -> url(arguments.get(0)).port;
            case "urlPath" -> url(arguments.get(0)).path;
            case "urlQuery" -> url(arguments.get(0)).query;
            case "urlFragment" -> url(arguments.get(0)).fragment;
            case "communityId" -> new CommunityId(fields(arguments));
            default -> throw new IllegalArgumentException("there is no function " + function);
        };
    }

    private Url url(Expression expression) {
        Url url = urls.get(expression);
        if (url == null) {
            url = new Url(source(expression));
            urls.put(expression, url);
        }
        return url;
    }

    /**
     * The slots of which one must have a value for an expression to have one; null for one that has a value in any case. To be
     * asked once all expressions have their slots.
     */
    BitSet needed(Expression expression) {
        if (expression instanceof Expression.Path path) {
            return slots(path.name());
        }
        if (!(expression instanceof Expression.Call call) || ALWAYS.contains(call.function())) {
            return null;
        }
        if (call.function().equals("name")) {
            return slots("name " + ((Expression.Path) call.arguments().get(0)).name());
        }
        int first = call.function().equals("texts") ? 1 : 0;
        return any(call.arguments().subList(first, call.arguments().size()), this::needed);
    }

    /** The same for what several rules put. */
    public BitSet needed(List<Rule> rules) {
        return any(rules, rule -> {
            BitSet needed = any(rule.sources(), this::needed);
            return needed == null && rule.needsItsCondition()
                    ? needed(rule.condition().source())
                    : needed;
        });
    }

    /** The same for the first of several that has a value. */
    private static <T> BitSet any(List<T> several, Function<T, BitSet> needed) {
        BitSet all = new BitSet();
        for (T one : several) {
            BitSet slots = needed.apply(one);
            if (slots == null) {
                return null;
            }
            all.or(slots);
        }
        return all;
    }

    private BitSet slots(String key) {
        BitSet one = new BitSet();
        Integer slot = slots.get(key);
        if (slot != null) {
            one.set(slot);
        }
        return one;
    }

    private Source[] sources(List<Expression> arguments, boolean unlessNamed) {
        return arguments.stream().map(argument -> source(argument, unlessNamed)).toArray(Source[]::new);
    }

    private FieldSource[] fields(List<Expression> arguments) {
        return arguments.stream().map(this::field).toArray(FieldSource[]::new);
    }

    /** What an id is called, by the key of the name. */
    private Source name(Expression key) {
        if (naming == Naming.NONE) {
            return Specials.NOTHING;
        }
        String name = ((Expression.Path) key).name();
        Integer slot = slots.get("name " + name);
        if (slot == null) {
            slot = slots.size();
            slots.put("name " + name, slot);
            nameNode.add(name, slot);
        }
        return new FieldSource(slot, false);
    }
}
