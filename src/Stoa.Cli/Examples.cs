namespace Stoa.Cli;

/// <summary>The examples under each verb's help.</summary>
internal static class Examples
{
    public const string Root = """
        Examples:
          stoa review                      review the folder you are in
          stoa review infra --fail-on high fail a pipeline on severe findings
          stoa explain REL10               why a question stands as it does
          stoa checks list                 what is checked

        Exit codes:
          0  reviewed, and the gate passed     2  wrong usage, or nothing to read
          1  the gate failed                   3  a bug of Stoa: please report it

        """;

    public const string Review = """
        Examples:
          stoa review                                  the folder you are in
          stoa review infra network/template.yaml      several at once, as one workload
          stoa review main.tf                          the module that the file belongs to
          stoa review plan.json                        a plan, from 'terraform show -json'
          stoa review terraform.tfstate                what is deployed, from the state
          stoa review cdk.out                          what 'cdk synth' wrote
          stoa review --var-file prod.tfvars --var zones=3
          stoa review --format json --output review.json
          stoa review --format markdown > review.md
          stoa review --baseline review.json --fail-on medium
                                                       fail on what is worse than last time
          STOA_TOKEN=… stoa review --push https://stoa.example.com --workload-id 4f1c…
                                                       hand the review to a server as evidence

        """;

    public const string Graph = """
        Examples:
          stoa graph                                 every resource and reference, as JSON
          stoa graph infra --format dot | dot -Tsvg > infra.svg
          stoa graph infra --format mermaid > infra.mmd

        """;

    public const string Defense = """
        Examples:
          stoa defense                               the matrix of paths and layers, and what each path lacks
          stoa defense infra --all                   every control of every path, with file and line
          stoa defense --format json --output defense.json
          stoa defense --format markdown             the section for a document

        """;

    public const string Availability = """
        Examples:
          stoa availability                          promised, estimated, and what takes each journey down
          stoa availability infra --format json
          stoa availability --format openpsa > model.xml
                                                     the fault tree, for SCRAM and other tools to check

        """;

    public const string Monitoring = """
        Examples:
          stoa monitoring                            what watches the folder you are in
          stoa monitoring infra --format json
          stoa monitoring infra --missing terraform --output infra/alarms.tf
          stoa monitoring template.yaml --missing cloudformation

        """;

    public const string Recovery = """
        Examples:
          stoa recovery                              the strategy, and what each disaster costs in data and time
          stoa recovery infra --disaster deletion    with the steps of another recovery
          stoa recovery --format mermaid > recovery.mmd
                                                     the steps as Gantt charts
          stoa recovery --game-day terraform > game-day.tf
                                                     experiments for AWS FIS that test it
          stoa recovery --years 100000 --seed 7      more years of disasters, other ones

        """;

    public const string Draw = """
        Examples:
          stoa draw --output architecture.svg        the picture of the folder you are in
          stoa draw infra --theme dark > infra.svg
          stoa draw infra --format mermaid > infra.mmd
          stoa draw infra --format dot | dot -Tpdf > infra.pdf

        """;

    public const string Performance = """
        Examples:
          stoa performance                           caches on each read path, scaling, compute and data
          stoa performance infra --format json       say more of the work in stoa.yaml, under profile

        """;

    public const string Console = """
        Examples:
          echo 'cidrsubnet("10.0.0.0/16", 8, 2)' | stoa console
          echo 'aws_db_instance.orders.multi_az' | stoa console infra

        """;

    public const string Checks = """
        Examples:
          stoa checks list --pillar reliability      the checks of a pillar
          stoa checks show aws/rds/instance-multi-az a page: why, trade-off, how to fix, examples
          stoa checks test my-checks                 run the examples of your own pages

        """;

    public const string Lens = """
        Examples:
          stoa lens validate house-rules.json        whether it keeps the format, else what is wrong and where
          stoa lens validate old.json --lenient      what an import that forgives would make of it

        Exit codes:
          0  valid     1  not valid     2  the file cannot be read

        """;

    public const string Explain = """
        Examples:
          stoa explain SEC08                         a question: its practices, evidence and arithmetic
          stoa explain REL10-BP01 infra              a best practice, in another folder
          stoa explain aws/rds/instance-multi-az     a check: every resource it was asked of
          stoa explain aws_db_instance.orders        a resource: its properties and verdicts

        """;

    public const string Init = """
        Examples:
          stoa init                                  write a stoa.yaml for the folder you are in
          stoa init infra

        """;
}
