using Stoa.Reviews.Settings;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>GetGlobalSettings, UpdateGlobalSettings, UpdateIntegration. Settings are kept and given back; this server sends nothing to Jira.</summary>
internal static class SettingsOperations
{
    /// <summary>What is said wherever settings of Jira are given back.</summary>
    public const string NothingIsSent = "This server keeps these settings and sends nothing to Jira.";

    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<NoInput, GlobalSettingsOutput>(GetGlobalSettings),
        AwsOperation.Handle<UpdateGlobalSettingsInput>(UpdateGlobalSettings),
        AwsOperation.Handle<UpdateIntegrationInput>(UpdateIntegration),
    ];

    private static async ValueTask<GlobalSettingsOutput> GetGlobalSettings(AwsCall call, NoInput input)
    {
        var settings = await call.Service<SettingsService>().GetAsync(call.Actor());
        return new GlobalSettingsOutput(
            settings.GetValueOrDefault(nameof(GlobalSettingsOutput.OrganizationSharingStatus), "DISABLED"),
            settings.GetValueOrDefault(nameof(GlobalSettingsOutput.DiscoveryIntegrationStatus), "DISABLED"),
            new JiraShape(
                "NOT_CONFIGURED", settings.GetValueOrDefault(Jira(nameof(JiraInput.IssueManagementStatus))),
                settings.GetValueOrDefault(Jira(nameof(JiraInput.IssueManagementType))), settings.GetValueOrDefault(Jira(nameof(JiraInput.JiraProjectKey))),
                NothingIsSent));
    }

    private static async ValueTask UpdateGlobalSettings(AwsCall call, UpdateGlobalSettingsInput input)
    {
        var settings = new Dictionary<string, string>();
        Set(nameof(input.OrganizationSharingStatus), input.OrganizationSharingStatus);
        Set(nameof(input.DiscoveryIntegrationStatus), input.DiscoveryIntegrationStatus);
        Set(Jira(nameof(JiraInput.IssueManagementStatus)), input.JiraConfiguration?.IssueManagementStatus);
        Set(Jira(nameof(JiraInput.IssueManagementType)), input.JiraConfiguration?.IssueManagementType);
        Set(Jira(nameof(JiraInput.JiraProjectKey)), input.JiraConfiguration?.JiraProjectKey);
        await call.Service<SettingsService>().UpdateAsync(call.Actor(), settings);

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                settings[name] = value;
            }
        }
    }

    private static async ValueTask UpdateIntegration(AwsCall call, UpdateIntegrationInput input) =>
        await call.Service<SettingsService>().UpdateTrackerAsync(call.Actor(), input.WorkloadId);

    private static string Jira(string member) => $"JiraConfiguration.{member}";

    private sealed record NoInput;

    private sealed record GlobalSettingsOutput(string OrganizationSharingStatus, string DiscoveryIntegrationStatus, JiraShape JiraConfiguration);

    private sealed record JiraShape(
        string IntegrationStatus, string? IssueManagementStatus, string? IssueManagementType, string? JiraProjectKey, string StatusMessage);

    private sealed record UpdateGlobalSettingsInput(string? OrganizationSharingStatus, string? DiscoveryIntegrationStatus, JiraInput? JiraConfiguration);

    private sealed record JiraInput(string? IssueManagementStatus, string? IssueManagementType, string? JiraProjectKey, string? IntegrationStatus);

    private sealed record UpdateIntegrationInput(string WorkloadId, string IntegratingService);
}
