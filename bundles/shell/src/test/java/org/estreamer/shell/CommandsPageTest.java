package org.estreamer.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.estreamer.shell.check.Outputs;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.Services;
import org.junit.jupiter.api.Test;

/** What the documents and the launcher's help say of the commands is what the commands take, and the other way round. */
class CommandsPageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    /** A line of a block: the call, and behind at least one blank too many or on the next line what it does. */
    private static final Pattern ON_PAGE = Pattern.compile("(?m)^ {4}([a-z]+(?: \\S+)*?)(?= {2,}|$)");

    private static final Pattern IN_LAUNCHER = Pattern.compile("(?m)^ {2}([a-z]+)\\b");
    private static final Pattern CALLED = Pattern.compile("(?:bin/estreamer |estreamer:)([a-z]+)\\b");

    private final Services services = new Services();
    private final Commands commands = GogoCommands.of(
            services,
            Outputs.unread(services, Map.of()),
            new OperatorFolders(ROOT, ROOT, ROOT),
            "1.2.3",
            new PassingTime());

    @Test
    void shouldNameEveryFormOfEveryCommandOnThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/commands.md"));
        int start = page.indexOf("## Which there are");
        String section = page.substring(start, page.indexOf("\n## ", start));
        Set<String> written = found(ON_PAGE, section);
        Set<String> forms = new TreeSet<>();
        for (Command command : commands.all()) {
            command.synopsis().usage().forEach(form -> forms.add(form.replaceFirst("usage: ", "")));
        }
        Set<String> ofLauncher = new TreeSet<>(written);
        ofLauncher.removeAll(forms);
        assertEquals(Set.of("run [--console]", "demo", "trust NAME [--yes]", "help"), ofLauncher);
        forms.removeAll(written);
        assertEquals(Set.of(), forms);
    }

    @Test
    void shouldListInTheLaunchersHelpWhatItTakes() throws IOException {
        Set<String> taken = new TreeSet<>(Set.of("run", "demo", "trust", "help"));
        commands.all().forEach(command -> taken.add(command.synopsis().name()));
        String launcher = Files.readString(ROOT.resolve("runtime/src/main/dist/bin/estreamer"));
        assertEquals(taken, found(IN_LAUNCHER, launcher.substring(0, launcher.indexOf("Environment:"))));
    }

    @Test
    void shouldCompleteInBashWhatTheLauncherTakes() throws IOException {
        Path dist = ROOT.resolve("runtime/src/main/dist");
        String launcher = Files.readString(dist.resolve("bin/estreamer"));
        String first = Files.readString(dist.resolve("share/bash-completion/completions/estreamer"))
                .replaceFirst("(?s).*\\*:1\\) words='([^']*)'.*", "$1");
        assertEquals(
                found(IN_LAUNCHER, launcher.substring(0, launcher.indexOf("Environment:"))),
                new TreeSet<>(Set.of(first.split(" "))));
    }

    @Test
    void shouldCallNoCommandInTheDocumentsThatIsNone() throws IOException {
        Set<String> known = new TreeSet<>(Set.of("run", "demo", "trust", "help"));
        commands.all().forEach(command -> known.add(command.synopsis().name()));
        for (String page :
                new String[] {"README.md", "docs/commands.md", "docs/delivery.md", "docs/configuration.md"}) {
            Set<String> called = found(CALLED, Files.readString(ROOT.resolve(page)));
            called.removeAll(known);
            assertEquals(Set.of(), called, page);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(result -> found.add(result.group(1)));
        return found;
    }
}
