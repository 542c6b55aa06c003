package org.estreamer.dispatcher.plugin;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What a bundle says in its metatype about the settings of a component.
 *
 * @param names     the settings, in order; empty if the bundle does not describe them
 * @param passwords those that are passwords
 */
record DescribedSettings(List<String> names, List<String> passwords) {
    /**
     * Looks the description up.
     *
     * @param bundle     the component's
     * @param properties the component's, with its pid
     */
    static DescribedSettings of(MetaTypeService metatypes, Bundle bundle, Map<String, ?> properties) {
        String pid = String.valueOf(properties.get("service.pid")).replaceFirst("[~].*", "");
        MetaTypeInformation described = metatypes.getMetaTypeInformation(bundle);
        if (described == null || !describes(described, pid)) {
            return new DescribedSettings(List.of(), List.of());
        }
        AttributeDefinition[] all =
                described.getObjectClassDefinition(pid, null).getAttributeDefinitions(ObjectClassDefinition.ALL);
        List<AttributeDefinition> attributes = all == null ? List.of() : List.of(all);
        return new DescribedSettings(
                attributes.stream().map(AttributeDefinition::getID).sorted().toList(),
                attributes.stream()
                        .filter(attribute -> attribute.getType() == AttributeDefinition.PASSWORD)
                        .map(AttributeDefinition::getID)
                        .toList());
    }

    private static boolean describes(MetaTypeInformation described, String pid) {
        return Stream.of(described.getPids(), described.getFactoryPids())
                .flatMap(Stream::of)
                .anyMatch(pid::equals);
    }
}
