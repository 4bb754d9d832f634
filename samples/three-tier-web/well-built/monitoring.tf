resource "aws_sns_topic" "on_call" {
  name              = "on-call"
  kms_master_key_id = aws_kms_key.data.id
}

locals {
  alarms = {
    errors = {
      namespace  = "AWS/ApplicationELB"
      metric     = "HTTPCode_Target_5XX_Count"
      statistic  = "Sum"
      threshold  = 10
      dimensions = { LoadBalancer = aws_lb.web.arn_suffix }
    }
    latency = {
      namespace  = "AWS/ApplicationELB"
      metric     = "TargetResponseTime"
      statistic  = "Average"
      threshold  = 1
      dimensions = { LoadBalancer = aws_lb.web.arn_suffix }
    }
    unhealthy = {
      namespace  = "AWS/ApplicationELB"
      metric     = "UnHealthyHostCount"
      statistic  = "Maximum"
      threshold  = 0
      dimensions = { LoadBalancer = aws_lb.web.arn_suffix, TargetGroup = aws_lb_target_group.web.arn_suffix }
    }
    database = {
      namespace  = "AWS/RDS"
      metric     = "CPUUtilization"
      statistic  = "Average"
      threshold  = 80
      dimensions = { DBInstanceIdentifier = aws_db_instance.orders.identifier }
    }
    replica-lag = {
      namespace  = "AWS/RDS"
      metric     = "ReplicaLag"
      statistic  = "Maximum"
      threshold  = 30
      dimensions = { DBInstanceIdentifier = aws_db_instance.replica[0].identifier }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.alarms
  alarm_name          = "orders-${each.key}"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  threshold           = each.value.threshold
  dimensions          = each.value.dimensions
  comparison_operator = "GreaterThanThreshold"
  period              = 60
  evaluation_periods  = 3
  alarm_actions       = [aws_sns_topic.on_call.arn]
}

resource "aws_cloudwatch_dashboard" "orders" {
  dashboard_name = "orders"
  dashboard_body = jsonencode({
    widgets = [for name, alarm in local.alarms : {
      type = "metric"
      properties = {
        title   = name
        region  = var.region
        metrics = [concat([alarm.namespace, alarm.metric], flatten([for k, v in alarm.dimensions : [k, v]]))]
      }
    }]
  })
}

resource "aws_budgets_budget" "monthly" {
  name         = "orders"
  budget_type  = "COST"
  limit_amount = "1500"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  notification {
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    notification_type          = "FORECASTED"
    subscriber_email_addresses = ["shop-team@example.com"]
  }
}

resource "aws_ce_anomaly_monitor" "services" {
  name              = "orders"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}
