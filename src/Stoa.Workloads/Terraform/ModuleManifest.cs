using System.Text.Json;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>Where <c>terraform init</c> has put the modules that a root module calls: <c>.terraform/modules/modules.json</c>.</summary>
internal sealed class ModuleManifest
{
    private readonly Dictionary<string, string> folders = [];

    /// <summary>Reads the manifest beside a root module; an empty one where there is none or it cannot be read.</summary>
    public static ModuleManifest Read(FileTree files, string root)
    {
        var manifest = new ModuleManifest();
        var path = root.Length == 0 ? ".terraform/modules/modules.json" : $"{root}/.terraform/modules/modules.json";
        if (!files.FileExists(path))
        {
            return manifest;
        }

        try
        {
            var reader = new Utf8JsonReader(files.Read(path).Bytes.Span);
            manifest.Read(ref reader, files, root);
        }
        catch (JsonException)
        {
            // Half a manifest: what was read of it is good, and every other module is reported as not installed.
        }

        return manifest;
    }

    /// <summary>The folder of the module that a chain of calls leads to (<c>network.subnets</c>), relative to the reviewed root.</summary>
    public string? FolderOf(string key) => folders.GetValueOrDefault(key);

    private void Read(ref Utf8JsonReader reader, FileTree files, string root)
    {
        string? key = null, folder = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when reader.ValueTextEquals("Key"u8):
                    reader.Read();
                    key = Text(ref reader);
                    break;
                case JsonTokenType.PropertyName when reader.ValueTextEquals("Dir"u8):
                    reader.Read();
                    folder = Text(ref reader);
                    break;
                case JsonTokenType.EndObject:
                    if (key is not null && folder is not null && files.Resolve(root, folder) is { } resolved)
                    {
                        folders[key] = resolved;
                    }

                    key = folder = null;
                    break;
            }
        }
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
}
