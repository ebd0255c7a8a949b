"""Policy service (保单服务): what a customer asks for about his policies. The first item: his contact details."""
