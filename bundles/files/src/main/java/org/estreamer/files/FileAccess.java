package org.estreamer.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may read an output beside its owner, such as a program that forwards it. Lock and position files stay the owner's.
 *
 * @param permissions of each file, for example {@code rw-r-----}. The owner reads and writes; nobody runs it, and others do not
 *                    write
 * @param group       the group that files and new folders get; empty for the one that the system gives them
 */
public record FileAccess(Set<PosixFilePermission> permissions, String group) {
    /** For the owner only. */
    public static final FileAccess OWNER = new FileAccess(PosixFilePermissions.fromString("rw-------"), "");

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> REFUSED = EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE);

    /** Keeps the set unchangeable. */
    public FileAccess {
        permissions = Set.copyOf(permissions);
    }

    /**
     * Reads what an operator has set.
     *
     * @param configuration its name, for what is said of it
     * @param permissions as {@code ls -l} shows them, nine characters such as {@code rw-r-----}; empty for {@code rw-------}
     * @param group       a group's name; empty or null for none
     * @return both
     * @throws IllegalArgumentException with what is wrong and how to write it right, for the operator
     */
    public static FileAccess of(Object configuration, String permissions, String group) {
        String wanted = permissions == null || permissions.isBlank() ? "rw-------" : permissions.strip();
        String name = group == null ? "" : group.strip();
        FileAccess access = new FileAccess(parse(configuration, wanted), name);
        if (!access.permissions.containsAll(OWNERS)
                || access.permissions.stream().anyMatch(REFUSED::contains)) {
            throw new IllegalArgumentException(configuration + ": permissions = " + wanted
                    + ": the owner must have rw, nobody x, and others no w. Write for example rw-r-----");
        }
        if (!access.equals(OWNER)
                && !FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            throw new IllegalArgumentException(
                    configuration
                            + ": permissions and group need a system that has them; this one goes by the folder's own. Leave them out");
        }
        return access;
    }

    private static Set<PosixFilePermission> parse(Object configuration, String permissions) {
        try {
            return PosixFilePermissions.fromString(permissions);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    configuration + ": permissions = " + permissions
                            + ": not as ls -l shows them, for example rw-r-----",
                    e);
        }
    }

    /** Makes a folder, and those above it, where they are not there: whoever may read the files may enter those made now. */
    void createFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = folder; path != null && !Files.exists(path); path = path.getParent()) {
            missing.push(path);
        }
        OwnerFiles.createFolders(folder);
        if (!equals(OWNER)) {
            for (Path made : missing) {
                give(made, folderPermissions());
            }
        }
    }

    /** Makes a file where there is none; one that is there gets the permissions and the group, too. */
    void createFile(Path file) throws IOException {
        OwnerFiles.createFile(file);
        if (!equals(OWNER)) {
            give(file, permissions);
        }
    }

    private Set<PosixFilePermission> folderPermissions() {
        Set<PosixFilePermission> enter = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        if (permissions.contains(PosixFilePermission.GROUP_READ)) {
            enter.add(PosixFilePermission.GROUP_READ);
            enter.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
            enter.add(PosixFilePermission.OTHERS_READ);
            enter.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return enter;
    }

    /** The group comes first: no other one may read the file in between. */
    private void give(Path path, Set<PosixFilePermission> wanted) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        if (!group.isEmpty() && !now.group().getName().equals(group)) {
            view.setGroup(lookUp(path));
        }
        if (!now.permissions().equals(wanted)) {
            view.setPermissions(wanted);
        }
    }

    /** Makes sure that there is the group. */
    void requireGroup(Path path) throws IOException {
        if (!group.isEmpty()) {
            lookUp(path);
        }
    }

    private GroupPrincipal lookUp(Path path) throws IOException {
        try {
            return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException(
                    path + " cannot be given to group = " + group
                            + ": this machine knows no such group. Make it, or mend the setting",
                    e);
        }
    }

    /** The folder above a file that those cannot enter who may read the file, if there is one. */
    Optional<Path> obstacle(Path file) throws IOException {
        for (Path folder = file.getParent(); folder != null && !equals(OWNER); folder = folder.getParent()) {
            PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
            boolean others = attributes.permissions().contains(PosixFilePermission.OTHERS_EXECUTE);
            boolean members = attributes.permissions().contains(PosixFilePermission.GROUP_EXECUTE)
                    && (group.isEmpty() || attributes.group().getName().equals(group));
            if (!others && (permissions.contains(PosixFilePermission.OTHERS_READ) || !members)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
